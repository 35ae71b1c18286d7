"""What depends on this machine and this user: places, choices, models, help."""

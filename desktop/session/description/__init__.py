"""What a secretary states of a session, and `seance.toml`."""

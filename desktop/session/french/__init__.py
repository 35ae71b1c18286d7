"""What Greffier says to a person, in French."""

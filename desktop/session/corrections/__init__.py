"""What a person did to a transcript and decided about facts: acts, their journal, the result."""

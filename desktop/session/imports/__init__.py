"""What a town hall has already, understood: recordings, captions, rolls, convocations."""

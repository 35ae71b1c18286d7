"""What becomes of a session after its draft: approval, archive, deletion."""

"""The recording as a person hears and sees it."""

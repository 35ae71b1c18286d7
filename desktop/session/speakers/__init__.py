"""Who says what: voices told apart, proposals of names, what a person sees of them."""

"""Bodies as papers describe them: lists of them, and their terms of reference."""

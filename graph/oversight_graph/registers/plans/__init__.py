"""Which rows of plans count, what they promise, and what is past its day."""

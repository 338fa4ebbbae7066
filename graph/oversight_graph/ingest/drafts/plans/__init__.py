"""Plan tables and lists of bodies."""

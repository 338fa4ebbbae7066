"""Who oversees what as a network: its projection and what is measured on it."""

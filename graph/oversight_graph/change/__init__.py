"""What differs between two dates, what happened when, and what would change if a body ended."""

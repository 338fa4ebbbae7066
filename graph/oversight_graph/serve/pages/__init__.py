"""What workers answer: the pages of the site, and queries."""

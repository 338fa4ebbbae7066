"""What the pages of the report tell, gathered once."""

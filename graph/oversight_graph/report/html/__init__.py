"""What a page of the report is made of, and how it becomes HTML."""

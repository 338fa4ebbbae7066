"""Papers in every usual format, read into lines, pages and rows of tables."""

"""PDF: pages, the columns in which they are printed, and tables by their ruled lines."""

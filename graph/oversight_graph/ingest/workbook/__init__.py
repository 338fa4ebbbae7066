"""The workbook: sheets that a person fills in, and the graph that is made of them."""

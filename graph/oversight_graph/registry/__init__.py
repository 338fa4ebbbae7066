"""What answers there are: one declaration for each, from which come method, command, table of the report, page."""

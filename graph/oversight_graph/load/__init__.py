"""From data files to a graph: which files, parsing, names for blank nodes, rules, the kept copy."""

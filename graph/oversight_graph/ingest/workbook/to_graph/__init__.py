"""From rows to a graph: names, addresses, citations, and what each sheet says."""

"""From a graph to rows that make the same graph."""

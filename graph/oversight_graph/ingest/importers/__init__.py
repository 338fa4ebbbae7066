"""Foreign registers in: rows are lifted to plain triples, and a CONSTRUCT makes the model of them."""

"""Tables, RDF and interchange formats to print or to write."""

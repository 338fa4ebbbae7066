"""The web application: the whole product in a browser, and the graph at a SPARQL endpoint."""

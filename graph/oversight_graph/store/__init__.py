"""Where the quads are and how they are asked: embedded store, SPARQL server, views, guard of foreign queries."""

"""Questions: the catalogue, the thing that somebody means, and all that is said of it."""

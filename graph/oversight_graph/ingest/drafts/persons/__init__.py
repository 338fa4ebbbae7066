"""Names of persons as lists print them."""

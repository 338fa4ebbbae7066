"""What the words mean: terms of the vocabulary, references and their order."""

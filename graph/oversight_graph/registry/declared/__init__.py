"""The declarations of the answers, a module for each group of them."""

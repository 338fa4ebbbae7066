"""What is wrong or odd in the data, and in which file and line."""

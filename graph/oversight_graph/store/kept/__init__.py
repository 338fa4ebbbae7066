"""What is kept between runs: the folder of the user for it, and answers, of which each is asked for once."""

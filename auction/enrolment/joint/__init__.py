"""Several persons who buy together, under one code and one representative."""

"""The languages of the pages: one catalogue each, and the program that keeps them up to date."""

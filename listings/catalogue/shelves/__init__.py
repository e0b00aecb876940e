"""What stands on the shelves of the catalogue: listings are put there, and moved as boards move."""

"""The public notice board and the court's desk behind it."""

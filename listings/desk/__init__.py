"""The lists of the court's desk."""

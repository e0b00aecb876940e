"""A believable court with a dozen lots, driven through the same doors and services."""

"""The mirror of the packages, and the tests that cross them."""

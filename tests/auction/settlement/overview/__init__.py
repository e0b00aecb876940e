"""Tests of the overview of a court's money."""

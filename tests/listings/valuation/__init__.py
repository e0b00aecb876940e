"""Tests of the way to a price."""

"""Tests of listings.warranty."""

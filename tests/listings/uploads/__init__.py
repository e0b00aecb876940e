"""Tests of listings.uploads."""

"""Tests of listings.catalogue."""

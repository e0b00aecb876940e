"""Tests of listings.desk."""

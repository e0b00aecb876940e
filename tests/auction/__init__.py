"""Tests of the sale itself."""

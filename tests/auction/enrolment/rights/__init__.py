"""Tests of the rights that a court confirms."""

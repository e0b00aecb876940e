"""Tests of letters about money."""

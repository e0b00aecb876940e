"""Tests of late money."""

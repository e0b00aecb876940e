"""Tests of the watch over ends and terms."""

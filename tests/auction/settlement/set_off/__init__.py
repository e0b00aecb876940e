"""Tests of the set-off."""

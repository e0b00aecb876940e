"""Tests of the money trail."""

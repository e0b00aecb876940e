"""Tests of the notice board and the desk behind it."""

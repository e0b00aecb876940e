"""Tests of the watch over money."""

"""Tests of auction/rounds."""

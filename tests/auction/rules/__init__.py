"""Tests of auction/rules."""

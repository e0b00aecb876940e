"""Tests of auction/cases."""

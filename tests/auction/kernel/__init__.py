"""Tests of auction/kernel."""

"""Tests of auction/due/money."""

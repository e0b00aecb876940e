"""Tests of auction/people."""

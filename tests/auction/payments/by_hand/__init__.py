"""Tests of refunds by hand."""

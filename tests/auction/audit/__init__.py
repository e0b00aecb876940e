"""Tests of auction/audit."""

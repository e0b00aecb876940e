"""Tests of auction/reports."""

"""Tests of auction/approvals."""

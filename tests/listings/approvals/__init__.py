"""Tests of listings.approvals."""

"""Tests of the pages of reconciliation."""

"""Tests of auction/ledger."""

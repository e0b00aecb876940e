"""Tests of auction.settlement.resolving."""

"""Tests of auction/settlement/paying."""

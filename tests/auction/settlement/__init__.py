"""Tests of auction/settlement."""

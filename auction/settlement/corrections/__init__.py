"""Corrections: a wrong transfer is taken back by its exact reverse, by two people."""

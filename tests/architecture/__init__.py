"""Tests that hold the code to the rules of the house."""

"""Whole stories, told through the doors."""

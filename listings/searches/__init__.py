"""Searches that somebody keeps: asked again with one click, under a name of their own."""

"""Tests of the demo: its stories, its times, its drawings."""

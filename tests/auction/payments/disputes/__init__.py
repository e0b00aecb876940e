"""Tests of disputes over payments."""

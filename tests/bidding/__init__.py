"""Tests of the live hall."""

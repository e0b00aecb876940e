"""Tests of trial balance and statements."""

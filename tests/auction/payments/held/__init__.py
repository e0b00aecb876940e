"""Tests of payments that nobody could place."""

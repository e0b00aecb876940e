"""Tests of who was notified of a sale."""

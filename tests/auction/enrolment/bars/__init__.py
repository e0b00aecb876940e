"""Tests of who must not bid."""

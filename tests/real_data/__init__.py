"""Tests on real files that lie beside the repository."""

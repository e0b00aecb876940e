"""Tests of listings/imports."""

"""Tests of sending again what was refused."""

"""Tests of the notice board and the court's desk."""

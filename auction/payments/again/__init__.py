"""Sending again what was refused: two people let money that belongs to a case leave once more."""

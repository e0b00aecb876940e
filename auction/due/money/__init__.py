"""Alarms about money: what was refused on its way out, and what is disputed."""

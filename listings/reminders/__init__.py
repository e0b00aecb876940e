"""Reminders by mail: who asked for one, when it is due, and how it leaves once."""

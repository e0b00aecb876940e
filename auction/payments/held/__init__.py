"""Payments at a court's bank that nobody could place: kept for finance, and else sent back."""

"""Photos and documents of lots: made anew, kept under their hash."""

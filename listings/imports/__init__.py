"""Takes lists of other systems in: each row becomes a draft, or is refused with its reason."""

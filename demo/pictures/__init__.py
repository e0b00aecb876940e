"""Pictures of everything that the demo sells, drawn here from nothing but a seed."""

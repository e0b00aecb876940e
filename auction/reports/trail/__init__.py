"""The public money trail of a lot: every movement by code, and that what came in went out."""

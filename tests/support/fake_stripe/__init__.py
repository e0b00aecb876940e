"""A strict fake of Stripe: a process of its own that the real SDK speaks to over real HTTP."""

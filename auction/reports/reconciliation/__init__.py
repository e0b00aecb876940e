"""The pages of reconciliation: of a court's own money, and of what is no court's."""

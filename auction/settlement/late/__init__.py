"""Money that is late: what should have left and has not, since when and why."""

"""Bank transfer: the court's own account, its statements, and the files by which money leaves it."""

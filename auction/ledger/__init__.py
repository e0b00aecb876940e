"""Double entry: accounts and transfers."""

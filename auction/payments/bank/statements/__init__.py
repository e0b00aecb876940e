"""Taking in what a bank says of the account of a court."""

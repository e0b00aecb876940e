"""What auditors, finance and the public take out."""

"""Courts, enforcement cases, their parties and the case account."""

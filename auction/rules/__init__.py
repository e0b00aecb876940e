"""Rule sets: every number of the law as a named, versioned value with its article."""

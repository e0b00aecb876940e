"""Whether a court that warned properly is free of warranty, and what proves that it warned (R-25)."""

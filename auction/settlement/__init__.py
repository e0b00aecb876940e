"""From the hammer to the case account."""

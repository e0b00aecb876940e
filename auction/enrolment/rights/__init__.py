"""Rights that a court confirms to somebody who bids in a round (R-32, R-34)."""

"""One attempt to sell a lot: terms, lifecycle, board, bids, outcome."""

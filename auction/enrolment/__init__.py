"""Who may bid: prompts, deposit, bidder code, bidding pass."""

"""What leaves: payouts on their way out, tried until it is known what became of them."""

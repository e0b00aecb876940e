"""The pages on which a second person reads what is proposed, and decides."""

"""Money in and out of the building: the gateway port and its inbox."""

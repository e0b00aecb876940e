"""The live hall: bids, the hammer, sockets. It knows bidder codes, never people."""

"""Who has to know of a sale before its notice goes up, and when each of them was notified."""

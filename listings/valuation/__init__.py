"""How a price is found before a sale, and how long it may be relied on (R-10 to R-20)."""

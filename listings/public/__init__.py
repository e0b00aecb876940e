"""The public pages beside the list: courts, closed sales, and what a lot's page is made of."""

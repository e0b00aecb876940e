"""Money of no court that could not go back: two operators send it again, or note that their bank paid it."""

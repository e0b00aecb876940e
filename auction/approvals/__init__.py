"""Acts that need two people: one proposes the exact content, another approves it, within a day."""

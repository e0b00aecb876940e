"""The court's page of what is due, and of its alarms."""

"""What is due: deadlines from the record, the pages that show them, and the alarms of the courts."""

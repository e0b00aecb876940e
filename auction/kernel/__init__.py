"""What every room stands on: money, time, ids, settings, database."""

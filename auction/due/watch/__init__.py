"""The watch over ends and terms: what moved them must stand in the record (R-03)."""

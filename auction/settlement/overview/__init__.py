"""What of a court's money waits for somebody, in numbers that lead to where it is done."""

"""What a power cut must not do."""

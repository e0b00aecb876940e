"""What is told: three courts, each in its own language, with everything that it sells."""

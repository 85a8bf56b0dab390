"""What is typed about payments."""

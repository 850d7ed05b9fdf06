"""What the ranking promises, over the real knowledge."""

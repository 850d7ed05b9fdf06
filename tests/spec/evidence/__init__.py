"""What the evidence commands promise, as tables."""

"""What was explained, agreed, withdrawn."""

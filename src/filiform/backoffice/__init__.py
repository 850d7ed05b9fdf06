"""What stands behind the journey: practitioners' credentials, needle stock."""

"""Template tags of treatment."""

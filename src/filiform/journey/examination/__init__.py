"""Where it hurts, what was found, baseline scores and motion."""

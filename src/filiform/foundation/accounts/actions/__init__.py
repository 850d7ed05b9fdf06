"""All writes of a practice's people and places, and of the practice itself."""

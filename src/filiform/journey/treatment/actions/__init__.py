"""All writes of treatment, a chapter a file."""

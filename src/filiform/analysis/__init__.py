"""Numbers that need more than the standard library: pooling of trials. No Django, no database."""

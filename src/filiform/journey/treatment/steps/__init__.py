"""The two steps of treatment in a visit: needles, and their count."""

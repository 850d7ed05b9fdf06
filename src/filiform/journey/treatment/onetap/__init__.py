"""Needles by one tap: what is usual, what was done last time, sets of sites, and the tap itself."""

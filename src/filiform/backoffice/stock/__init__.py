"""Needles in their boxes: lots, expiry, the box open in a room."""

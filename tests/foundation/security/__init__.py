"""Attacks that did work once, or would if a wall fell."""

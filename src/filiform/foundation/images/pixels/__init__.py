"""Reads a picture that somebody sent, and writes from it what is kept; knows nothing of Django."""

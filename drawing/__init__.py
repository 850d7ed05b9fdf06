"""Draws the body chart from an open body mesh; a build tool, never imported by the program."""

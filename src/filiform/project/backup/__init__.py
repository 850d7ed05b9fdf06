"""Backup of a whole installation into one file, and restoring it into an empty one.

`write.backup` makes the file, `reading.check` reads it without touching anything, `restore.restore` fills an
empty installation from it and proves that it holds the same.
"""

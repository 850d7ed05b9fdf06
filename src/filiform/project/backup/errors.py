"""The one error of backup and restore: what is wrong with the file or the place, and what to do."""


class BackupError(Exception):
    """Nothing was changed, or all of it was undone; the message is for the person at the terminal."""

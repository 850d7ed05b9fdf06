"""The one error of the launcher: it says what is wrong and what to do."""


class DatabaseSetupError(Exception):
    """The database cannot be used; the message is one or more lines meant for the person at the terminal."""

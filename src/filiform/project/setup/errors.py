"""The one error of setting up: it says what is wrong and what to do."""


class SetupError(Exception):
    """Setting up cannot go on; the message is meant for the person at the terminal."""

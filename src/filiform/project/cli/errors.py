"""The one error of the command line: what went wrong and what to do, in a line."""


class CommandError(Exception):
    """Ends the command with ``code``; the message is for the person at the terminal."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code

"""The error of a case that cannot be read."""


class CaseError(ValueError):
    """A case cannot be read. `field` names the field ("" for the whole case), the message says what to do."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}" if field else message)

"""Reads telephone numbers as people write them: with or without country code, blanks, brackets."""

from __future__ import annotations

import re
import unicodedata

#: Digits at the end that tell two numbers apart whatever stands before them (country code, trunk prefix).
TAIL = 8
FEWEST_DIGITS, MOST_DIGITS = 5, 20

# Country calling codes of two digits; those beginning with 1 and 7 have one, all others three (ITU-T E.164).
_TWO = frozenset(
    ["20", "27", "98", *(str(n) for n in (30, 31, 32, 33, 34, 36, 39)), *(str(n) for n in range(40, 50) if n != 42),
     *(str(n) for n in range(51, 59)), *(str(n) for n in range(60, 67)), "81", "82", "84", "86",
     *(str(n) for n in range(90, 96))]
)  # fmt: skip


def digits(text: str) -> str:
    """The digits of a text in order, those of other scripts included."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdecimal())


def is_international(text: str) -> bool:
    """Whether a number is written with its country code (+353 ..., 00353 ...)."""
    return text.lstrip(" (").startswith("+") or digits(text).startswith("00")


def dialled(text: str) -> str:
    """What a telephone dials for a number as people write it, for a `tel:` address (RFC 3966); "" for none.

    With a country code the zero that some write in brackets is left out; an extension stands apart.
    """
    number, _sign, extension = re.sub(r"(?i)(?<=\d)\W*(?:extension|ext|x)\W*(?=\d)", ";", text, count=1).partition(";")
    international = is_international(number)
    found = digits(re.sub(r"\(\s*0\s*\)", "", number) if international else number)
    if international:
        found = "+" + found.removeprefix("00")
    return f"{found};ext={digits(extension)}" if digits(extension) else found


def national(text: str) -> str:
    """Digits without country code and leading zeros: 0871234567 and +353 87 123 4567 are one number."""
    found = digits(text)
    if is_international(text):
        found = _without_code(found.lstrip("0") if digits(text).startswith("00") else found)
    return found.lstrip("0")


def _without_code(found: str) -> str:
    if found[:1] in ("1", "7"):
        return found[1:]
    return found[2:] if found[:2] in _TWO else found[3:]


def fault(text: str) -> str:
    """What is wrong with a telephone number: "" or a code ("letters", "too-few", "too-many")."""
    if not text.strip():
        return ""
    if not re.fullmatch(r"[\d\s+()./-]*(?:(?:ext|x)\.?\s*\d+)?", text.strip(), re.IGNORECASE):
        return "letters"
    count = len(digits(text))
    if count < FEWEST_DIGITS:
        return "too-few"
    return "too-many" if count > MOST_DIGITS else ""

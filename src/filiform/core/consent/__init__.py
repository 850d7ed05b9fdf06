"""Consent: what has to be explained, and whether what was given covers it."""

from filiform.core.consent.required import ConsentSettings, Required, Risk, Special, required
from filiform.core.consent.state import By, ConsentEvent, ConsentState, Covers, EventKind, Form, judge

__all__ = [
    "By",
    "ConsentEvent",
    "ConsentSettings",
    "ConsentState",
    "Covers",
    "EventKind",
    "Form",
    "Required",
    "Risk",
    "Special",
    "judge",
    "required",
]

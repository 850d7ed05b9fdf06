"""What is known of a note, as yes, no, or not known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InsertionNote:
    """What is noted of one insertion. `number` names its needle on the page; `in_and_out` takes no clock."""

    number: int
    side: bool = False
    technique: bool = False
    electrical: bool = False
    depth: bool = False
    response: bool = False
    dwell: bool = False
    in_and_out: bool = False
    size: bool = False
    lot: bool = False
    reaction: bool = False
    tolerance: bool = False


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A visit's note. Each fact is True (it is there), False (it is not) or None (nobody can tell).

    `insertions` None: it is not known whether needles were used; () with `without` True: none were, and why is said.
    `later` is whether the patient came before for this, `current_noted` whether the settings of a current are.
    """

    insertions: tuple[InsertionNote, ...] | None = None
    without: bool | None = None
    style: bool | None = None
    reasoning: bool | None = None
    planned: bool | None = None
    current_noted: bool | None = None
    session_number: bool | None = None
    later: bool | None = None
    interval: bool | None = None
    duration: bool | None = None
    other_therapies: bool | None = None
    setting: bool | None = None
    information: bool | None = None
    profession: bool | None = None
    training_hours: bool | None = None
    practice_years: bool | None = None
    outcome: bool | None = None
    plan_of_care: bool | None = None
    examined: bool | None = None

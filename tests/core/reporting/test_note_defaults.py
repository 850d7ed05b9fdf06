"""Of a note nothing counts as said that was not told."""

from __future__ import annotations

from dataclasses import fields

from filiform.core.reporting import InsertionNote, NoteFacts


def test_nothing_is_noted_of_an_insertion_unless_it_was_told() -> None:
    bare = InsertionNote(1)
    assert [getattr(bare, each.name) for each in fields(bare)] == [1, *[False] * (len(fields(bare)) - 1)]


def test_of_a_note_nothing_is_known_unless_it_was_told() -> None:
    assert {getattr(NoteFacts(), each.name) for each in fields(NoteFacts)} == {None}

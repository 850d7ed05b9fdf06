"""What is asked of a note: the standard's items, the fields that packs name, and faults that are told."""

from dataclasses import replace

import pytest

from filiform.core.reasons import How
from filiform.core.reporting import FIELDS
from filiform.knowledge import reporting
from filiform.knowledge.reading import DataError
from filiform.knowledge.reporting import asked_of_note, stricta
from filiform.knowledge.reporting import faults as chapter


def test_items_one_to_five_are_there_in_their_order():
    numbered = [item for item in stricta() if item[0].isdigit()]
    assert numbered == ["1a", "1b", "1c", "2a", "2b", "2c", "2d", "2e", "2f", "2g", "3a", "3b", "4a", "4b", "5"]
    for item in stricta().values():
        assert not item.ask.law
        assert {source.tag for source in item.ask.sources} <= {"STRICTA10", "DNAUDIT19", "PRODUCT"}
    assert [source.how for source in stricta()["reaction"].ask.sources] == [How.PRODUCT]


def test_every_field_is_asked_for_somewhere():
    asked = {field for item in stricta().values() for field in item.ask.fields}
    asked |= {field for _label, fields in reporting.note_fields().values() for field in fields}
    assert asked == set(FIELDS)


@pytest.mark.parametrize(
    ("place", "profession", "law"),
    [
        ("US-VA", "physiotherapist", {"procedure-note-per-treatment", "tolerance", "outcome"}),
        ("US-VA", "chiropractor", set()),
        ("US-VA", None, {"procedure-note-per-treatment", "tolerance", "outcome"}),
        ("US-AL", "chiropractor", {"procedure", "tolerance", "outcome"}),
        ("US-FL", "physiotherapist", {"plan-of-care", "adverse-events"}),
        ("US-MD", "physiotherapist", {"re-evaluation"}),
        ("IE", "physiotherapist", set()),
        (None, None, set()),
    ],
)
def test_what_law_asks_of_a_note(place, profession, law):
    found = asked_of_note(place, profession)
    assert {item.id for item in found if item.ask.law} == law
    for item in found:
        (source,) = item.ask.sources
        assert source.law_of == place
        assert source.citation
        assert source.says


def test_law_goes_before_guideline_where_both_ask(monkeypatch):
    said = list(reporting.asked_in("US-MD", None))
    note = next(each for each in said if each.topic == "note-fields")
    advice = replace(note, force="guideline")
    for order in ([advice, note], [note, advice]):
        monkeypatch.setattr(reporting, "asked_in", lambda *_asked, order=order: tuple(order))
        (item,) = asked_of_note("US-MD", None)
        assert item.ask.law
    monkeypatch.setattr(reporting, "asked_in", lambda *_asked: (advice,))
    (item,) = asked_of_note("US-MD", None)
    assert (item.ask.law, item.ask.sources[0].law_of) == (False, None)


def test_it_is_sound():
    assert list(chapter.faults()) == []


def test_what_is_wrong_is_told(monkeypatch):
    item = stricta()["2c"]
    broken = replace(item, chapter="poetry", label=" ", ask=replace(item.ask, fields=("smell",), sources=()))
    empty = replace(item, id="9", ask=replace(item.ask, fields=()))
    monkeypatch.setattr(chapter, "stricta", lambda: {"2c": broken, "9": empty})
    monkeypatch.setattr(chapter, "note_fields", lambda: {"weather": ("Weather", ("rain",))})
    found = set(chapter.faults())
    assert {
        ("stricta/2c", "is in the unknown chapter poetry"),
        ("stricta/2c", "has no name"),
        ("stricta/2c", "has no source; name one and how it was consulted"),
        ("stricta/2c", "is answered by the unknown field smell"),
        ("stricta/9", "is answered by no field"),
        ("stricta/PRODUCT", "is a source that no item uses"),
        ("note_fields/tolerance", "is asked for by a pack and no field answers it; add it"),
        ("note_fields/weather", "is asked for by no pack; use it or take it out"),
        ("note_fields/weather", "is answered by the unknown field rain"),
    } <= found


def test_a_source_that_is_not_listed_is_an_error():
    with pytest.raises(DataError, match="NOWHERE"):
        reporting._source("NOWHERE read")

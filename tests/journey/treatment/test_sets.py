"""Sets of needles: saved from a session, put up as buttons, shared, kept, retired; walled by practice."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.journey.treatment.buttons import later, offer, press, shown

SETS = "/practice/needle-sets/"


def _save(stage, name="my calf two", **more):
    return stage.post({"do": "save-set", "_key": str(uuid4()), "name": name, **more})


def _sets(stage, role="practitioner"):
    from filiform.journey.treatment.sets import sets

    with stage.practice.as_role(role):
        return sets()


def _move(stage, needle_set: UUID, kind: str, role="practitioner"):
    return stage.post({"do": kind, "set": str(needle_set), "_key": str(uuid4())}, SETS, role=role)


@pytest.fixture
def saved(ready):
    """A visit whose two needles were saved as a set of one's own."""
    ready.place(point="upper third", depth_mm="20", twitches="2", note="Nóra Murphy winced.")
    ready.place(where="right tibialis-anterior", technique="superficial", dwell=None)
    assert _save(ready).status_code == 302
    return ready


def test_a_set_holds_where_and_how_and_nothing_of_the_patient(saved):
    from filiform.journey.treatment.models import NeedleSetLine

    (one,) = _sets(saved)
    with saved.practice.as_role():
        lines = list(NeedleSetLine.objects.filter(needle_set_id=one.id).order_by("position"))
    assert [(line.structure, line.side, line.point) for line in lines] == [
        ("tibialis-anterior", "left", "upper third"), ("tibialis-anterior", "right", ""),
    ]  # fmt: skip
    names = {field.name for field in NeedleSetLine._meta.fields}
    assert not names & {"patient", "visit", "depth_mm", "twitches", "sensation", "note", "lot", "angle"}


def test_a_chosen_set_puts_its_places_up_as_buttons_that_stay(saved):
    again = later(saved)
    (one,) = _sets(again)
    address = f"{again.needles_url}?set={one.id}"
    assert f'href="?set={one.id}#offers-set"' in shown(again)
    page = shown(again, address)
    assert "upper third" in offer(page, "set-1")
    assert "Superficial" in offer(page, "set-2")
    answer = press(again, "In: Tibialis anterior, right (2)", address)
    assert answer["Location"] == f"{address}#set-2"
    entry = again.entries()[0]
    assert (entry.insertion.technique, entry.depth_mm, entry.twitches) == ("superficial", None, None)


def test_a_set_is_one_s_own_until_it_is_shared(saved):
    (one,) = _sets(saved)
    assert _sets(saved, "owner") == []
    assert _move(saved, one.id, "shared", role="owner").status_code == 404
    assert _move(saved, one.id, "shared").status_code == 302
    assert [found.name for found in _sets(saved, "owner")] == ["my calf two"]
    assert _move(saved, one.id, "kept", role="owner").status_code == 302
    assert _sets(saved, "owner") == []


def test_a_retired_set_is_no_longer_offered(saved):
    (one,) = _sets(saved)
    assert "Retire" in saved.get(SETS).content.decode()
    assert _move(saved, one.id, "retired").status_code == 302
    assert _sets(saved) == []
    assert _move(saved, one.id, "shared").status_code == 404
    assert _save(saved).status_code == 302  # the name is free again


def test_a_set_saved_for_all_is_everybody_s_at_once(saved):
    assert _save(saved, "calf for all", shared="on").status_code == 302
    assert [found.name for found in _sets(saved, "owner")] == ["calf for all"]


def test_what_cannot_be_saved_is_told_at_the_field(saved):
    taken = _save(saved, "My Calf Two")
    assert taken.status_code == 422
    assert "There is a set “My Calf Two” already." in taken.content.decode()
    for name in ("", " ", "x" * 81, "a\x00b"):
        answer = _save(saved, name)
        assert answer.status_code == 422, name
        assert 'href="#id_set_name"' in answer.content.decode()
    assert len(_sets(saved)) == 1


def test_a_session_without_needles_is_no_set(ready):
    answer = _save(ready)
    assert answer.status_code == 422
    assert "There are no needles yet to save." in answer.content.decode()


def test_who_may_not(saved):
    (one,) = _sets(saved)
    _move(saved, one.id, "shared")
    for role in ("receptionist", "auditor"):
        assert _move(saved, one.id, "retired", role=role).status_code == 403
    assert _move(saved, one.id, "burnt").status_code == 409
    assert saved.post({"do": "retired", "set": "x"}, SETS).status_code == 404
    assert len(_sets(saved)) == 1


def test_only_the_author_or_an_owner_moves_a_shared_set(saved):
    from filiform.foundation.tenancy.refusal import NotAllowed
    from filiform.foundation.tenancy.scope import Actor, enter
    from filiform.journey.treatment.actions.sets import move_set

    (one,) = _sets(saved)
    _move(saved, one.id, "shared")
    kit = saved.practice
    colleague = Actor(user=kit.users["receptionist"], roles=frozenset({"practitioner"}), name="colleague")
    with pytest.raises(NotAllowed), enter(practice=kit.id, actor=colleague, origin="test"):
        move_set(needle_set=one.id, kind="retired")
    assert len(_sets(saved)) == 1


def test_another_practice_s_sets_are_not_here_not_even_by_sql(saved, other_practice):
    from django.db import connection

    (one,) = _sets(saved)
    _move(saved, one.id, "shared")
    client = other_practice.client_for("practitioner")
    assert client.post(SETS, {"do": "retired", "set": str(one.id)}).status_code == 404
    with other_practice.as_role(), connection.cursor() as cursor:
        for table in ("needleset", "needlesetline", "needlesetevent"):
            cursor.execute(f"SELECT count(*) FROM treatment_{table}")
            assert cursor.fetchone() == (0,)


def test_a_set_is_never_changed_not_even_by_sql(saved):
    from django.db import DatabaseError, connection

    for change in ("UPDATE treatment_needleset SET name = 'x'", "DELETE FROM treatment_needlesetline"):
        with pytest.raises(DatabaseError), saved.practice.as_role("owner"), connection.cursor() as cursor:
            cursor.execute(change)

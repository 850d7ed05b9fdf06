"""No field of text takes a NUL or more than it can hold: it is told at that field, on every form."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.forms import PageForm, forms_of
from tests.support.practice import PracticeKit

TYPED = ("text", "textarea", "tel", "email", "search")
#: What is searched for is cut, not refused: nobody is stopped while typing.
SEARCHES = ("q",)
PAGES = {
    "practitioner": (
        "/visits/{visit}/case-history/", "/visits/{visit}/consent/", "/visits/{visit}/examination/",
        "/visits/{visit}/examination/?phase=after", "/visits/{visit}/needles/", "/visits/{visit}/count/",
        "/visits/{visit}/aftercare/", "/patients/{patient}/consent/", "/patients/{patient}/plan/",
    ),
    "receptionist": ("/patients/new/", "/patients/{patient}/edit/"),
    "owner": ("/practice/stock/products/new/", "/practice/stock/lots/new/", "/practice/credentials/new/"),
}  # fmt: skip


@pytest.fixture(scope="module")
def stage(database: str) -> Stage:
    """A visit at its needles, in a practice of its own."""
    from tests.support.practice import make_practice

    found = ready_stage(make_practice())
    found.tap("out", found.place())
    return found


def _typed(form: PageForm) -> list[str]:
    return [name for name, kind in form.names.items() if kind in TYPED and name not in SEARCHES]


def _complains(page: str, name: str) -> bool:
    """Whether the control of this name is marked wrong."""
    tags = re.findall(rf'<(?:input|textarea)\b[^>]*\bname="{re.escape(name)}"[^>]*>', page)
    return any('aria-invalid="true"' in tag for tag in tags)


@pytest.mark.parametrize("value", ["a\x00b", "x" * 12_000], ids=["NUL", "too long"])
@pytest.mark.parametrize(
    ("role", "address"), [(role, one) for role, pages in PAGES.items() for one in pages], ids=lambda one: one
)
def test_it_is_told_at_the_field_and_nothing_is_saved(stage: Stage, role: str, address: str, value: str) -> None:
    client = stage.practice.client_for(role)
    there = address.format(visit=stage.visit, patient=stage.patient)
    tried = 0
    for form in forms_of(client.get(there).content.decode(), there):
        # All fields in one sending: each has to complain for itself.
        names = [name for name in _typed(form) if name != "site"]
        if not names or "account" in form.action:
            continue
        answer = client.post(form.action, form.fill(**dict.fromkeys(names, value)))
        page = answer.content.decode()
        assert answer.status_code == 422, f"{form.action}: {answer.status_code}"
        silent = [name for name in names if not _complains(page, name)]
        assert silent == [], f"{form.action} says nothing at {silent}"
        tried += len(names)
    assert tried, f"{there} has no field of text"


def test_a_megabyte_at_a_site_is_told_at_its_line(practice: PracticeKit) -> None:
    visit = practice.make_visit(practice.make_patient())
    sent = {"do": "save", "site": "x" * 1_000_000, "opening": "1"}
    answer = practice.client_for().post(f"/visits/{visit}/case-history/", sent)
    assert answer.status_code == 422
    assert _complains(answer.content.decode(), "site")


#: What the field `do` may ask of each address; "" stands for all that it does not know.
ASKED = {
    "case-history": ("",), "screening": ("", "take-back"), "consent": ("", "take-back"), "examination": ("",),
    "needles": ("", "void", "detail", "modality-back", "stimulation-back"), "needles/tap": ("", "out", "twitch"),
    "count": ("", "leave"), "sign": ("",),
}  # fmt: skip


@pytest.mark.parametrize("name", ["_key", "_page", "do", "based_on", "event", "insertion", "reason", "item", "step"])
def test_a_hidden_field_with_a_nul_breaks_nothing(stage: Stage, name: str) -> None:
    client = stage.practice.client_for()
    for code, does in ASKED.items():
        for do in does:
            sent = {"_key": uuid4().hex, "do": do, name: "a\x00b"}
            answer = client.post(f"/visits/{stage.visit}/{code}/", sent)
            assert answer.status_code < 500, f"{code} {do}"
    for address in ("/drafts/", "/drafts/drop/"):
        assert client.post(address, {"_page": "/a\x00b", name: "a\x00b", "a\x00": "b"}).status_code < 500


def test_more_than_the_server_reads_is_an_honest_page(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    answer = practice.client_for("receptionist").post(f"/patients/{patient}/plan/", {"reason": "x" * 4_000_000})
    assert answer.status_code == 413
    assert "Nothing was saved" in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "x", "-1"])
def test_a_day_that_is_none_shows_today(practice: PracticeKit, day: str) -> None:
    answer = practice.client_for().get("/today/", {"day": day})
    assert answer.status_code == 200
    assert "Today," in answer.content.decode()

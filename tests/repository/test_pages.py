"""Each page says who may open it, and each write says who may do it; silence opens nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.access import is_public, roles_of
from filiform.project import rights

from .tree import SOURCE, module_name

#: Pages for everybody, outside any practice.
FOR_EVERYBODY = {
    "healthz": "says whether pages can be served, and nothing of a practice",
    "gallery/": "the look",
    "lock/": "asks a log-in of its own; opens while the session is locked, and names no patient",
    "rooms/": "the bar of rooms with needles by itself; nothing for who is not logged in, and names no patient",
    "leave/": "log-out, which names rooms with one's own needles first, and no patient",
    "offline/": "the page without a connection, the same for everybody",
    "worker.js": "names the files of that page, and nothing else",
    "schema/case.json": "the form of a case, from the knowledge alone",
}
ROLES = {str(role) for role in Role.values}


def _walk(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback


PAGES = dict(_walk(get_resolver().url_patterns))
OURS = {
    address: view
    for address, view in PAGES.items()
    if getattr(getattr(view, "view_class", view), "__module__", "").startswith("filiform.")
}


@pytest.mark.parametrize("address", OURS)
def test_each_page_says_who_may_open_it(address: str) -> None:
    view = OURS[address]
    if is_public(view):
        assert address in FOR_EVERYBODY
        assert roles_of(view) is None
    else:
        roles = roles_of(view)
        assert roles
        assert {str(role) for role in roles} <= ROLES


@pytest.mark.parametrize("address", sorted(set(PAGES) - set(OURS)))
def test_pages_of_libraries_are_those_that_guard_themselves(address: str) -> None:
    assert is_public(PAGES[address]), PAGES[address].__module__


def test_the_pages_for_everybody_are_there() -> None:
    assert set(FOR_EVERYBODY) <= set(OURS)


def _methods(view: Callable[..., Any]) -> list[str]:
    """What the view's decorator lets through."""
    while view is not None:
        if found := inspect.getclosurevars(view).nonlocals.get("request_method_list"):
            return list(found)
        view = getattr(view, "__wrapped__", None)
    return []


def test_head_is_answered_wherever_get_is() -> None:
    said = {address: _methods(view) for address, view in OURS.items() if inspect.isfunction(view)}
    assert [address for address, methods in said.items() if not methods] == []
    assert [address for address, methods in said.items() if "GET" in methods and "HEAD" not in methods] == []


def test_each_write_says_who_may_do_it() -> None:
    written = rights.actions()
    assert len(written) > 60
    for name, roles in written.items():
        assert roles, name
        assert {str(role) for role in roles} <= ROLES, name


def test_an_auditor_writes_nothing() -> None:
    assert [name for name, roles in rights.actions().items() if Role.AUDITOR in roles] == []


def test_the_desk_writes_nothing_clinical() -> None:
    """Needles, findings, verdicts and signatures are the practitioner's."""
    of_the_desk = {name for name, roles in rights.actions().items() if Role.RECEPTIONIST in roles}
    clinical = ("journey.treatment.actions.needles", "journey.examination.", "foundation.decisions.")
    assert [name for name in of_the_desk if name.startswith(clinical)] == []
    signing = {"foundation.record.actions.visits.sign", "foundation.record.actions.visits.amend"}
    assert signing <= set(rights.actions())
    assert not signing & of_the_desk


def test_the_table_of_rights_is_that_of_the_code() -> None:
    """A right that was given or taken is seen in the change of the table; `python -m filiform.project.rights`."""
    assert rights.PAGE.read_text() == rights.page()


def test_the_table_names_every_module_that_writes() -> None:
    marked = {
        module_name(path).removeprefix("filiform.")
        for path in (SOURCE / "filiform").rglob("*.py")
        if "@action(" in path.read_text()
    }
    assert marked == {name.rpartition(".")[0] for name in rights.actions()}

"""Components that are given values and draw themselves; each has a template in ui/components/."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.template import Library

from filiform.foundation.tenancy import clock


def add_to(register: Library) -> None:
    """Register the inclusion tags in a template library."""
    for function in (
        button, link_button, key_values, data_table, finding, source, step_bar, timeline, empty_state,
        patient_header, dwell_clock, tabs, pagination, back_link, breadcrumbs, draft_status, filter_box,
    ):  # fmt: skip
        register.inclusion_tag(f"ui/components/{function.__name__}.html")(function)


def button(
    label: object,
    kind: str = "primary",
    name: object = "",
    value: str = "",
    sign: str = "",
    form: str = "",
    action: str = "",
    hint: object = "",
) -> dict[str, Any]:
    """A submit button. `kind`: primary (one a page), secondary, quiet, danger. `action` is a formaction."""
    return {
        "label": label, "kind": kind, "name": name, "value": value,
        "sign": sign, "form": form, "action": action, "hint": hint,
    }  # fmt: skip


def link_button(
    label: object, href: str, kind: str = "secondary", sign: str = "", download: bool = False
) -> dict[str, Any]:
    """A link that looks like a button, for going somewhere; never for a change."""
    return {"label": label, "href": href, "kind": kind, "sign": sign, "download": download}


def key_values(items: Any, columns: int = 1) -> dict[str, Any]:
    """Pairs (term, value) as a description list; an empty value reads "not recorded"."""
    return {"items": items, "columns": columns}


def data_table(
    caption: object,
    head: Any,
    rows: Any,
    numeric: Iterable[Any] = (),
    hide_caption: bool = False,
    name: object = "",
) -> dict[str, Any]:
    """A table that stacks on phones.

    `head`: labels; `rows`: lists of cells; `numeric`: columns that hold numbers, from 0; `name`: its id.
    """
    cells = [
        [
            {"label": label, "value": value, "numeric": at in numeric}
            for at, (label, value) in enumerate(zip(head, row, strict=True))
        ]
        for row in rows
    ]  # fmt: skip
    heads = [{"label": label, "numeric": at in numeric} for at, label in enumerate(head)]
    return {"caption": caption, "head": heads, "rows": cells, "hide_caption": hide_caption, "name": name}


def finding(item: Any, level: int = 3) -> dict[str, Any]:
    """One result of a rule.

    `item` has title, state (clear, caution, ask, stop), why, action, sources (see `source`), and may have
    named (what the title counts), disagreement (text) with voices (who, class, says each), policy (since, says,
    guidelines), decision (what a clinician decided, with who and when), url and url_label.
    """
    return {"item": item, "level": level}


def source(item: Any) -> dict[str, Any]:
    """One source.

    `item` has title, and may have url, place, year, kind, how (read, recall or product), says, reviewed_by.
    """
    return {"item": item}


def step_bar(steps: Any, label: object) -> dict[str, Any]:
    """Where a visit stands.

    Each step has label, state (todo, current, done, refused, locked), and may have url and note.
    """
    current = next((at for at, step in enumerate(steps, 1) if _get(step, "state") == "current"), 0)
    return {"steps": steps, "label": label, "current": current, "total": len(steps)}


def timeline(entries: Any, label: object) -> dict[str, Any]:
    """Events, newest first. Each has when (datetime or date), title, and may have text, url, who, state."""
    return {"entries": entries, "label": label}


def empty_state(
    title: object, text: object = "", href: str = "", label: object = "", sign: str = "info"
) -> dict[str, Any]:
    """What to show where there is nothing yet, and the next thing to do."""
    return {"title": title, "text": text, "href": href, "label": label, "sign": sign}


def patient_header(patient: Any, alerts: Iterable[Any] = (), level: int = 2) -> dict[str, Any]:
    """Who this page is about.

    `patient` has name, birth_date, age, and may have sex, number, url, called; `alerts` have state, label
    and may have url.
    """
    return {"patient": patient, "alerts": alerts, "level": level}


def dwell_clock(
    since: dt.datetime, planned: int | None = None, label: object = "", until: dt.datetime | None = None
) -> dict[str, Any]:
    """Time since a needle went in; counts on in the browser. `planned` in seconds; `until` when it is out."""
    now = clock.now()
    seconds = max(0, int(((until or now) - since).total_seconds()))
    return {
        "since": since, "until": until, "now": now, "planned": planned, "label": label,
        "seconds": seconds, "shown": f"{seconds // 60}:{seconds % 60:02d}",
        "planned_shown": f"{planned // 60}:{planned % 60:02d}" if planned else "",
        "over": bool(planned and seconds >= planned),
    }  # fmt: skip


def tabs(items: Any, label: object) -> dict[str, Any]:
    """Views of one thing, as links. Each has label, url, current (bool), and may have count."""
    return {"items": items, "label": label}


def pagination(page: Any, query: str = "") -> dict[str, Any]:
    """Previous and next of a Django `Page`; `query` is the rest of the query string, without `page`."""
    return {"page": page, "query": query}


def back_link(label: object, href: str) -> dict[str, Any]:
    """One step up, above the heading."""
    return {"label": label, "href": href}


def breadcrumbs(items: Any) -> dict[str, Any]:
    """Pairs (label, url) from the top down; the last one is this page."""
    return {"items": items}


def draft_status() -> dict[str, Any]:
    """The line that autosave.js writes into; put it inside the form with `data-draft-url`."""
    return {}


def filter_box(target: str, label: object, placeholder: str = "") -> dict[str, Any]:
    """Narrows the list with the id `target` while typing; hidden without JavaScript."""
    return {"target": target, "label": label, "placeholder": placeholder}


def _get(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)

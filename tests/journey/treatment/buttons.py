"""The buttons of the needles page as a browser would press them: by the words that name them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.journey.treatment.stage import Stage
from tests.support.forms import PageForm, forms_of

#: The button of the first planned site where something that stays in is usual.
USUAL_LEFT = "In: Tibialis anterior, left (1)"


def button(stage: Stage, name: str, url: str = "") -> PageForm:
    """The form whose button has this name for a screen reader; raises AssertionError when there is none."""
    address = url or stage.needles_url
    page = stage.get(address).content.decode()
    found = [
        form
        for part in re.findall(r"<form\b.*?</form>", page, re.DOTALL)
        if f'aria-label="{name}"' in part or f"<span>{name}</span>" in part
        for form in forms_of(part, address.partition("?")[0])
    ]
    assert found, f"{name}: {re.findall(r'aria-label=.([^>]*?).>', page)}"
    return found[0]


def press(stage: Stage, name: str, url: str = "", **more: str) -> Any:
    """Press it; the answer, which leads on."""
    form = button(stage, name, url)
    return stage.post(form.fill(**more), form.action)


def shown(stage: Stage, url: str = "") -> str:
    """The page as text with its marks."""
    return str(stage.get(url or stage.needles_url).content.decode())


def offer(page: str, key: str) -> str:
    """The part of the page that is about one offer; raises AssertionError when it is not there."""
    found = re.search(rf'<li class="offer[^"]*" id="{key}">.*?(?=<li class="offer|</ul></section>)', page, re.DOTALL)
    assert found, re.findall(r'id="((?:repeat|site|set|found)-\d+)"', page)
    return found[0]


def later(stage: Stage, days: int = 7, **more: Any) -> Stage:
    """The next visit of the same patient, screened and consented; its practitioner's and box as before."""
    from datetime import timedelta

    from filiform.foundation.tenancy.clock import now
    from tests.journey.treatment.stage import CALF

    visit = stage.practice.make_visit(stage.patient, starts_at=now() + timedelta(days=days), **more)
    found = Stage(stage.practice, stage.patient, visit, stage.lot)
    found.screen(*CALF)
    found.weigh()
    found.consent()
    return found


def described(page: str, key: str) -> dict[str, list[str]]:
    """What the link of an offer that needs more than a tap takes along to the form."""
    part = offer(page, key)
    href = part[part.index('class="button offer__button" href="') + 35 :].split('"')[0]
    return parse_qs(urlsplit(href.replace("&amp;", "&")).query)

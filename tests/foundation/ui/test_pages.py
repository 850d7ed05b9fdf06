"""Real pages, through all middleware: the gallery, log-in, and an address that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from .pages import Markup


@pytest.fixture(scope="module", autouse=True)
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Static files named by their content, as they are served."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", verbosity=0, interactive=False)
        yield folder


PAGES = ["/gallery/", "/account/login/", "/account/password/reset/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_keeps_the_content_policy(database: str, address: str) -> None:
    answer = Client().get(address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|<style|\sonclick=", text)
    markup = Markup(text)
    assert len(markup.all("h1")) == 1
    assert len(markup.all("main")) == 1
    assert len(markup.ids) == len(set(markup.ids))
    assert set(markup.references) <= set(markup.ids)


def test_every_file_that_a_page_names_is_there(database: str, files: Path) -> None:
    markup = Markup(Client().get("/gallery/").content.decode())
    named = [a["src"] for a in markup.all("script") if a.get("src")]
    named += [a["href"] for a in markup.all("link")]
    assert len(named) > 20
    for address in named:
        assert (files / str(address).removeprefix("/static/")).is_file(), address


def test_the_theme_of_the_cookie_is_drawn_and_nothing_else(database: str) -> None:
    client = Client()
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/account/login/").content.decode()
    client.cookies["theme"] = "x onload"
    assert "data-theme=" not in client.get("/account/login/").content.decode()


def test_a_wrong_log_in_is_told_in_the_summary(database: str) -> None:
    answer = Client().post("/account/login/", {"login": "nobody@example.org", "password": "x"})
    assert 'class="error-summary"' in answer.content.decode()


def test_an_address_that_leads_nowhere_is_a_page_of_ours(database: str) -> None:
    answer = Client().get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()

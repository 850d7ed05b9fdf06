"""The page without a connection and its worker: whole, the same for everybody, and new with each version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from filiform.foundation.ui import assets, offline
from tests.support.practice import PracticeKit

from .pages import Markup

SCRIPTS = Path(offline.__file__).parent / "static" / "ui"
IMPORT = re.compile(r'^import .*?"(\.[\w./]+\.js)";$', re.MULTILINE)


@pytest.fixture(scope="module", autouse=True)
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Static files named by their content, as they are served."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", verbosity=0, interactive=False)
        _forget()
        yield folder
    _forget()


def _forget() -> None:
    for kept in (offline._page, offline._plan):
        kept.cache_clear()


def _worker() -> tuple[dict[str, object], str]:
    """The plan that the worker is given, and the address of its script."""
    first, second = Client().get("/worker.js").content.decode().strip().splitlines()
    return json.loads(first.removeprefix("self.PLAN = ").removesuffix(";")), second


def test_the_worker_may_serve_all_pages_and_keeps_every_file_of_its_own_page(database: str, files: Path) -> None:
    answer = Client().get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    plan, script = _worker()
    markup = Markup(Client().get(str(plan["page"])).content.decode())
    named = {str(a["src"]) for a in markup.all("script")} | {str(a["href"]) for a in markup.all("link")}
    assert named <= set(plan["files"])  # type: ignore[call-overload]
    for address in [*plan["files"], script.split('"')[1]]:  # type: ignore[misc]
        path = files / address.removeprefix("/static/")
        assert path.is_file(), address
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", address), "named by its content"


def test_every_script_that_the_page_imports_is_kept() -> None:
    waiting, found = [SCRIPTS / f"{name}.js" for name in assets.OFFLINE], set[str]()
    while waiting:
        script = waiting.pop()
        for name in IMPORT.findall(script.read_text()):
            path = (script.parent / name).resolve()
            module = str(path.relative_to(SCRIPTS.resolve()).with_suffix(""))
            if module not in found:
                found.add(module)
                waiting.append(path)
    assert found == set(assets.OFFLINE_IMPORTS)


def test_the_page_says_nothing_of_whoever_asks_for_it(practice: PracticeKit) -> None:
    client = practice.client_for()
    client.cookies["theme"] = "dark"
    mine, strangers = client.get("/offline/"), Client().get("/offline/")
    assert mine.content == strangers.content
    assert "no-store" in strangers["Cache-Control"]
    assert "nonce" not in strangers["Content-Security-Policy"]
    assert b"csrfmiddlewaretoken" not in strangers.content
    assert b"data-person" not in strangers.content


def test_a_new_page_makes_a_new_worker(database: str) -> None:
    before = _worker()
    assert _worker() == before
    with override_settings(SESSION_IDLE_SECONDS=600):
        _forget()
        assert _worker()[0]["cache"] != before[0]["cache"]
    _forget()

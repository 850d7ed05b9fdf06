"""No file names a package index, a build machine or a folder of somebody's machine."""

from __future__ import annotations

import re

import pytest

from .tree import short, text_files

#: Put together so that this file does not find itself.
INDEXES = ("py" + "pi.org", "python" + "hosted.org", "np" + "mjs.org", "np" + "mjs.com", "yarn" + "pkg.com")
HOSTS = re.compile(
    "|".join(re.escape(host) for host in INDEXES)
    + r"|\b[\w.-]*(?:arti" + r"factory|jf" + r"rog|dev" + r"pi|son" + r"atype)[\w-]*\.[\w.-]+"
    + r"|https?://[\w.-]+\.(?:inter" + r"nal|cor" + r"p|la" + r"n)\b"
    + r"|--(?:extra-)?index-" + r"url[ =]\S|--trusted-" + r"host[ =]\S|--find-" + r"links[ =]\S"
)  # fmt: skip
#: Folders that exist on one machine only. `/tmp` and `/root` are on each; a path below them, with a name, is not.
FOLDERS = re.compile(r"(?<![\w.<}])/(?:ho" + r"me|Us" + r"ers|wo" + r"rk|mnt|med" + r"ia)/[\w.-]+"
                     r"|(?<![\w.])/ro" + r"ot/[\w.-]+|/tmp/(?!filiform-)[\w.-]+")  # fmt: skip
#: Tests of the launcher make folders of such names themselves.
MADE_BY_TESTS = ("tests/project/",)


def _hits(pattern: re.Pattern[str], apart_from: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{short(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        if not short(path).startswith(apart_from)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_index() -> None:
    assert _hits(HOSTS) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert _hits(FOLDERS, MADE_BY_TESTS) == []


def test_the_lock_holds_no_address_at_all() -> None:
    assert [hit for hit in _hits(re.compile(r"://")) if hit.startswith("requirements/") and ".txt:" in hit] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HOSTS, "--index-" + "url https://packages.example"),
        (HOSTS, "https://" + INDEXES[0] + "/simple"),
        (HOSTS, "https://arti" + "factory.clinic.example/api"),
        (FOLDERS, "/ho" + "me/somebody/filiform"),
        (FOLDERS, "/tmp/" + "lab/data"),
    ],
    ids=["option", "index", "mirror", "home", "temporary"],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)

"""The printed note keeps examiners apart: each with a name, where there are several."""

from __future__ import annotations

from typing import Any

from filiform.journey.visit.paper_layout import examination


def found(author: str, pain: int, **more: Any) -> dict[str, Any]:
    return {"author": author, "pain_now": pain, "painkiller": "no", **more}


def test_two_examiners_are_printed_with_their_names() -> None:
    part = {"before": found("R. Osei", 6, others=[found("T. Moreau", 4)]), "after": None}
    lines = [tuple(line) for line in examination("Examination", part)["lines"]]
    assert lines == [
        ("Examined before by", "R. Osei"),
        ("Pain before", "now 6/10"),
        ("Examined before by", "T. Moreau"),
        ("Pain before", "now 4/10"),
    ]


def test_one_examiner_is_not_named_again() -> None:
    lines = examination("Examination", {"before": found("R. Osei", 6)})["lines"]
    assert [term for term, _said in lines] == ["Pain before"]

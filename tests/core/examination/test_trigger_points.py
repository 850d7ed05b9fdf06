"""What palpation findings amount to, as a table that can be read."""

import itertools

import pytest

from filiform.core.examination import Palpation, PointState, classify
from filiform.core.people import YesNo

WORD = {"y": YesNo.YES, "n": YesNo.NO, "?": YesNo.UNKNOWN}


def judged(words: str) -> PointState:
    return classify(Palpation(*(WORD[word] for word in words)))


@pytest.mark.parametrize(
    ("words", "state"),
    [
        # taut band, tender spot, referred pain, recognised
        ("yyyy", PointState.ACTIVE),
        ("yyyn", PointState.LATENT),
        ("yyy?", PointState.SHOWN),
        ("yyny", PointState.ACTIVE),
        ("ynyn", PointState.LATENT),
        ("yy?y", PointState.ACTIVE),
        ("y??y", PointState.UNKNOWN),
        ("yn?y", PointState.UNKNOWN),
        ("ynny", PointState.NOT_SHOWN),
        ("nnny", PointState.NOT_SHOWN),
        ("nn?y", PointState.NOT_SHOWN),
        ("n??n", PointState.UNKNOWN),
        ("????", PointState.UNKNOWN),
    ],
)
def test_findings_amount_to(words: str, state: PointState) -> None:
    assert judged(words) is state


def test_examining_more_never_contradicts_what_was_settled() -> None:
    settled = {PointState.ACTIVE, PointState.LATENT, PointState.NOT_SHOWN}
    for words in itertools.product("yn?", repeat=4):
        state = judged("".join(words))
        for at, word in enumerate(words):
            if word == "?" and state in settled:
                for answer in "yn":
                    assert judged("".join((*words[:at], answer, *words[at + 1 :]))) is state


def test_recognition_alone_never_makes_a_point() -> None:
    assert {judged(f"{one}nn{last}") for one in "yn" for last in "yn?"} == {PointState.NOT_SHOWN}

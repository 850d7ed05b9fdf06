"""A ranking in plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Answer = Mapping[str, Any]


def plain_text(answer: Answer) -> str:
    """The answer of the ranking as lines of text."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    yield f"Marked: {'; '.join(answer['zones'])}"
    if answer["refused"]:
        yield answer["refused"]["reason"]
        for each in answer["refused"]["findings"]:
            yield f"  {each['label']} ({each['item']}): {each['where_to'] or each['action']}"
        return
    yield "Screening: nobody was screened." if answer["screening"] is None else f"Screening: {answer['screening']}."
    yield answer["note"]
    for place, each in enumerate(answer["muscles"], start=1):
        yield ""
        yield from _muscle(place, each)
    if answer["together"]:
        yield ""
        yield "Together these explain more than one alone:"
        for each in answer["together"]:
            side = f"{each['side']} " if each["side"] else ""
            yield f"  {side}{each['label']}: {'; '.join(each['explains']) or 'near a marked zone'}"
            if each["instead"]:
                yield f"    or: {'; '.join(other['label'] for other in each['instead'])}"


def _muscle(place: int, each: Answer) -> Iterator[str]:
    sides = f", {' and '.join(each['sides'])}" if each["sides"] else ""
    yield f"{place}. {each['label']}{sides} ({each['id']}), score {each['score']:.3f}"
    reached = "; ".join(f"{link['zone']} ({link['link']})" for link in each["because"])
    yield f"   explains: {reached or 'none directly'}"
    if each["unexplained"]:
        yield f"   unexplained: {'; '.join(each['unexplained'])}"
    if each["near"]:
        yield f"   beside a zone it reaches: {'; '.join(each['near'])}"
    for row in each["common"]:
        low, high = f"{row['low']:.0%}", f"{row['high']:.0%}"
        told = "; ".join(f"{each['citation'].partition('.')[0]}, {each['how']}" for each in row["sources"])
        yield f"   common: {low if low == high else f'{low} to {high}'} ({row['counted']}; {row['population']}; {told})"
    yield f"   rule out: {'; '.join(each['rule_out']) or '-'}"
    yield f"   hazards: {'; '.join(each['hazards']) or '-'}"
    yield f"   landmark: {each['landmark']}"
    review = each["reviewed"] or "not yet reviewed by a clinician"
    yield f"   map: {each['confidence']} confidence, {each['referral_evidence']}; {review}"

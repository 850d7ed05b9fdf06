"""Verdicts per second on one core, beside two named limits in the same run.

    python bench/verdicts.py [--histories N]

Limits: the same histories by the slow reference (each rule judged by itself), and the bare reading of the same
answers as JSON, which is the least that any judge of a JSON case must do. `clinic` is a clinic's day with few
things wrong; `wild` holds any answer to any question, half of them odd. Goal: 20,000 verdicts a second over
100,000 histories of a clinic's day.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

GOAL, COUNT, SLOW = 20_000, 100_000, 1_000
SEED = 20260601


def main() -> int:
    """Print each rate; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--histories", type=int, default=COUNT)
    count = parser.parse_args().histories
    from tests.spec.screening import reference
    from tests.spec.screening.histories import BOOK, ON, clinic_day, wild

    from filiform.core.screening import History, screen

    rates = {}
    for name, make in (("clinic", clinic_day), ("wild", wild)):
        # Wild histories hardly ever repeat an answer; a twentieth of them tells enough.
        cases = list(make(SEED, count if name == "clinic" else count // 20))
        rates[name] = _rate(lambda each: screen(each, BOOK, ON), cases)
        slow = _rate(lambda each: reference.screen(each, BOOK, ON), cases[:SLOW])
        texts = [json.dumps(_plain(each)) for each in cases]
        print(f"{name}: {len(cases)} histories, {len(BOOK.rules)} rules")
        print(f"  verdicts           {rates[name]:>10,.0f} /s")
        print(f"  slow reference     {slow:>10,.0f} /s   (over the first {min(SLOW, count)})")
        print(f"  bare JSON reading  {_rate(json.loads, texts):>10,.0f} /s")
        assert isinstance(cases[0], History)
    print(f"goal {GOAL:,} verdicts/s: {'reached' if rates['clinic'] >= GOAL else 'MISSED'}")
    return 0 if rates["clinic"] >= GOAL else 1


def _rate(judge: Callable[..., object], cases: Iterable[object]) -> float:
    """Judge each once; give how many a second of processor time. The cases themselves are kept from the collector."""
    cases = list(cases)
    gc.collect()
    gc.freeze()
    began = time.process_time()
    for each in cases:
        judge(each)
    return len(cases) / (time.process_time() - began)


def _plain(history: object) -> dict[str, str]:
    return {name: repr(answer) for name, answer in history.answers.items()}  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())

"""Time of opening each step of a visit with earlier visits behind it, beside the page's own SQL run bare.

    python bench/visit_page.py [--earlier 100] [--rounds 30]

The page's side is the whole request in the server: session, gate, scope, reads, template, audit, as the
application role under row-level security. The bare side runs the same statements of the page again through the
driver alone, in one transaction. Works on a throw-away database in FILIFORM_DATA (default build/bench-data).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import throwaway

GOAL_MS = 60.0
STEPS = ("case-history", "screening", "consent", "examination", "needles", "count", "aftercare", "sign")


def main() -> int:
    """Print both sides for each step and the timeline; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--earlier", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    if not 0 <= given.earlier <= 2000 or not 5 <= given.rounds <= 500:
        parser.error("up to 2000 earlier visits, 5 to 500 rounds")
    with throwaway.database():
        return _measure(_stage(), given.earlier, given.rounds)


def _stage() -> Any:
    from tests.journey.treatment.stage import ready_stage
    from tests.support.practice import make_practice

    return ready_stage(make_practice())


def _visits(stage: Any, earlier: int) -> tuple[UUID, UUID]:
    """A patient with `earlier` visits, each screened and needled, and a visit of today."""
    from tests.journey.treatment.stage import CALF, Stage

    from filiform.foundation.tenancy.clock import now, telling

    patient = stage.practice.make_patient(sex="m")
    for back in range(earlier, -1, -1):
        moment = now() - timedelta(days=3 * back)
        with telling(moment):
            visit = stage.practice.make_visit(patient, starts_at=moment)
            one = Stage(stage.practice, patient, visit, stage.lot)
            one.screen(*CALF)
            one.weigh()
            one.consent()
            one.place()
    return patient, visit


def _measure(stage: Any, earlier: int, rounds: int) -> int:
    patient, visit = _visits(stage, earlier)
    client = stage.practice.client_for()
    pages = {step: f"/visits/{visit}/{step}/" for step in STEPS} | {"timeline": f"/patients/{patient}/"}
    throwaway.tell_load()
    print(f"{'page':14}{'queries':>8}{'page p50':>10}{'p95':>8}{'bare SQL p50':>14}{'p95':>8}   ms")
    missed = False
    for name, address in pages.items():
        statements = _statements(client, address)
        page = _times(lambda a=address: _open(client, a), rounds)
        bare = _times(lambda s=statements: _run(stage, s), rounds)
        missed |= _at(page, 0.95) > GOAL_MS
        print(
            f"{name:14}{len(statements):>8}{_at(page, 0.5):>10.1f}{_at(page, 0.95):>8.1f}"
            f"{_at(bare, 0.5):>14.1f}{_at(bare, 0.95):>8.1f}"
        )
    print(f"{earlier} earlier visits; goal: p95 below {GOAL_MS:g} ms" + (": missed" if missed else ": kept"))
    return 1 if missed else 0


def _open(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _statements(client: Any, address: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _open(client, address)
    with CaptureQueriesContext(connection) as caught:
        _open(client, address)
    return [each["sql"] for each in caught if each["sql"].startswith("SELECT")]


def _run(stage: Any, statements: list[str]) -> None:
    from django.db import connection

    with stage.practice.as_role(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _times(call: Callable[[], None], rounds: int) -> list[float]:
    call()
    found = []
    for _round in range(rounds):
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    raise SystemExit(main())

"""Time of saving one needle in the server, beside the same rows by bare SQL, in the same run.

    python bench/save_needle.py [--needles N] [--earlier N]

Both sides run as the application role under row-level security, with the audit triggers, one transaction a
needle. The page's side is the action that the page calls: it opens the visit, screens, asks consent, credential
and lot, waits its turn, writes. Works on a throw-away database in FILIFORM_DATA (default build/bench-data), whose
server forces each commit to disk as a practice's does.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from uuid import UUID

import throwaway

GOAL_MS, GOAL_TIMES = 15.0, 3.0

INSERTION = """
INSERT INTO treatment_insertion (id, practice_id, author_id, recorded_at, patient_id, visit_id, client_id, structure,
  side, point, needle, lot_id, lot_text, diameter_mm, length_mm, depth_mm, angle, technique, guidance,
  planned_dwell, against, why)
SELECT %(id)s, practice_id, author_id, now(), patient_id, visit_id, %(client)s, structure, side, point, %(needle)s,
  lot_id, lot_text, diameter_mm, length_mm, depth_mm, angle, technique, guidance, planned_dwell, against, why
FROM treatment_insertion WHERE id = %(like)s
"""
EVENT = """
INSERT INTO treatment_needleevent (id, practice_id, author_id, recorded_at, patient_id, visit_id, client_id, kind,
  needle, insertion_id, voids, at, reason)
SELECT %(id)s, practice_id, author_id, now(), patient_id, visit_id, %(client)s, 'placed', %(needle)s, id, NULL,
  now(), ''
FROM treatment_insertion WHERE id = %(insertion)s
"""


def main() -> int:
    """Print both sides; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--needles", type=int, default=200)
    parser.add_argument("--earlier", type=int, default=0, help="insertions of other visits on record before")
    chosen = parser.parse_args()
    with throwaway.database(durable=True):
        return _measure(_stage(), chosen.needles, chosen.earlier)


def _measure(stage, needles: int, earlier: int) -> int:
    throwaway.tell_load()
    like = _first(stage)
    if earlier:
        _fill(stage, like, earlier)
    # In turns, so that both sides meet the same server.
    page, bare = [], []
    visits = [_ready(stage) for _ in range(-(-needles // 10))]
    for at in range(needles):
        page.append(_timed(lambda at=at: _by_page(stage, visits[at // 10], at)))
        bare.append(_timed(lambda: _by_sql(stage, like)))
    return _report(page, bare, earlier)


def _stage():
    from tests.journey.treatment.stage import ready_stage
    from tests.support.practice import make_practice

    return ready_stage(make_practice())


def _ready(stage):
    """Another visit at which needles may be planned."""
    from tests.journey.treatment.stage import CALF, Stage

    found = Stage(
        stage.practice, patient := stage.practice.make_patient(sex="m"), stage.practice.make_visit(patient), stage.lot
    )
    found.screen(*CALF)
    found.weigh()
    found.consent()
    return found


def _first(stage) -> UUID:
    return stage.place()


def _placing(stage, at: int):
    from uuid6 import uuid7

    from filiform.core.values import Side, Site
    from filiform.journey.treatment.public import Placing

    side = Side.LEFT if at % 2 else Side.RIGHT
    return Placing(
        client_id=uuid7(), site=Site("tibialis-anterior", side), technique="deep-static", guidance="landmark",
        lot=stage.lot, planned_dwell=300,
    )  # fmt: skip


def _by_page(stage, scene, at: int) -> None:
    from filiform.journey.treatment.public import place

    with stage.practice.as_role():
        place(visit=scene.file(), placing=_placing(stage, at))


def _by_sql(stage, like: UUID) -> None:
    from django.db import connection
    from uuid6 import uuid7

    row, needle = uuid7(), uuid7()
    with stage.practice.as_role(), connection.cursor() as cursor:
        cursor.execute(INSERTION, {"id": row, "client": uuid7(), "needle": needle, "like": like})
        cursor.execute(EVENT, {"id": uuid7(), "client": uuid7(), "needle": needle, "insertion": row})


def _fill(stage, like: UUID, number: int) -> None:
    """Earlier insertions of other visits, by the owner without triggers: the crowd among which one is saved."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('filiform.practice', %s, false)", (str(stage.practice.id),))
        cursor.execute("ALTER TABLE treatment_insertion DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE treatment_needleevent DISABLE TRIGGER USER")
        cursor.execute(
            "INSERT INTO treatment_insertion SELECT (r).* FROM (SELECT jsonb_populate_record(t, jsonb_build_object("
            "'id', gen_random_uuid(), 'client_id', gen_random_uuid(), 'needle', gen_random_uuid(),"
            " 'recorded_at', now() - interval '30 days')) AS r"
            " FROM treatment_insertion t, generate_series(1, %s) WHERE t.id = %s) filled",
            (number, like),
        )
        cursor.execute(
            "INSERT INTO treatment_needleevent (id, practice_id, author_id, recorded_at, patient_id, visit_id,"
            " client_id, kind, needle, insertion_id, voids, at, reason) SELECT gen_random_uuid(), practice_id,"
            " author_id, recorded_at, patient_id, visit_id, gen_random_uuid(), 'placed', needle, id, NULL,"
            " recorded_at, ''"
            " FROM treatment_insertion WHERE id <> %s",
            (like,),
        )
        cursor.execute("ALTER TABLE treatment_insertion ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE treatment_needleevent ENABLE TRIGGER USER")
        cursor.execute("ANALYZE treatment_insertion; ANALYZE treatment_needleevent")


def _timed(call: Callable[[], None]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _report(page: list[float], bare: list[float], earlier: int) -> int:
    print(f"saving one needle, {len(page)} times, {earlier} insertions on record before (ms in the server)")
    print(f"  each commit forced to disk: {_forced()}")
    for name, times in (("page's action", page), ("bare SQL", bare)):
        print(f"  {name:14} p50 {statistics.median(times):6.2f}   p95 {_p95(times):6.2f}")
    times = statistics.median(page) / statistics.median(bare)
    met = _p95(page) < GOAL_MS and times <= GOAL_TIMES
    verdict = "met" if met else "MISSED"
    print(f"  {times:.1f} times the bare rows; goal: p95 under {GOAL_MS:g} ms, at most {GOAL_TIMES:g} times: {verdict}")
    return 0 if met else 1


def _forced() -> str:
    """Whether the server waits for the disk at the end of a transaction, as it says itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        return "yes" if cursor.fetchone() == ("on", "on") else "NO: not the time of a practice"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


if __name__ == "__main__":
    raise SystemExit(main())

"""Tells all stories in a practice: the desk first, then the visits, several patients at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing

from django.db import connections
from django.utils import timezone

from filiform.foundation.tenancy import clock
from filiform.foundation.tenancy.models import Practice

from . import house as houses
from . import reception
from .attending import attend
from .cast import everybody
from .diary import ZONE
from .house import House
from .reception import Received

Progress = Callable[[str], None]
#: Visits that happen; the others are only on the list.
HAPPENED = ("attended", "unsigned")
#: Beyond these the processes only wait for the database and for each other's audit entries.
MOST_PROCESSES = 4


def tell(practice: Practice, progress: Progress, *, small: bool, processes: int = 0) -> House:
    """Fill a bare practice; afterwards `gone_round` of the house names what the system would not do.

    `processes` 0 takes one for each core.
    """
    stories = everybody(small=small)
    with timezone.override(ZONE):
        now = clock.now()
        progress("Demo practice: rooms, people and needles")
        house = houses.furnish(practice, now, timezone.localtime(now).date())
        received = []
        for number, story in enumerate(stories, 1):
            received.append(reception.receive(house, story))
            progress(f"Demo practice: {number} of {len(stories)} patients registered")
        with closing(_visits(house, received, processes or os.cpu_count() or 1)) as told:
            for number, went_round in enumerate(told, 1):
                house.gone_round.extend(went_round)
                progress(f"Demo practice: {number} of {len(stories)} histories told")
        houses.recall(house)
        reception.confuse(house, [one.patient for one in received])
    return house


def _visits(house: House, received: Sequence[Received], processes: int) -> Generator[list[str], None, None]:
    """The visits of each patient, in the order of the patients; each patient is told by one process."""
    processes = min(MOST_PROCESSES, processes, len(received))
    if processes < 2:
        yield from (_patient(house, one) for one in received)
        return
    # A connection must not be shared by two processes, so each opens its own.
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    ends = os.pipe()
    try:
        with ProcessPoolExecutor(processes, mp_context=fork, initializer=_ready, initargs=ends) as pool:
            yield from pool.map(_patient, [house] * len(received), received)
    finally:
        for end in ends:
            os.close(end)


def _ready(reading: int, writing: int) -> None:
    """Prepare a process for its part: it ends when the one that began it is gone, however that went."""
    # The kernel closes the other end for a process that was killed; our own copy of it must not hold it open.
    os.close(writing)
    threading.Thread(target=_end_with_parent, args=(reading,), daemon=True).start()
    # What is loaded by now stays: the collector need not look at all the rule books again and again.
    gc.freeze()


def _end_with_parent(reading: int) -> None:
    os.read(reading, 1)
    os._exit(1)


def _patient(house: House, one: Received) -> list[str]:
    """Everything that happens to one patient; returns what the system would not do."""
    before = len(house.gone_round)
    try:
        with timezone.override(ZONE), clock.telling(house.now):
            for part, visit in zip(one.story.visits, one.visits, strict=True):
                if part.state in HAPPENED:
                    attend(house, one.story, part, visit)
            reception.call_after(house, one.story, one.patient, one.visits)
    except Exception as problem:
        # Told in words: a refusal with its reasons does not travel between processes.
        reasons = [f"{reason.code} ({reason.text})" for reason in getattr(problem, "reasons", ())]
        told = "".join(traceback.format_exception(problem))
        raise RuntimeError(f"The story of {one.story.name} cannot be told: {reasons}\n{told}") from None
    return house.gone_round[before:]

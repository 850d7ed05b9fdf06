"""What the page with the body chart costs: bytes over the wire, and first paint at a processor slowed four times.

    python bench/chart.py [--rounds 5]

A real browser, a real server, a throw-away database in FILIFORM_DATA (default build/bench-data). Bytes are what the
browser received for a first visit to the examination page, nothing cached: the page, its styles and scripts, the
drawing; compressed where the server compresses. First paint is the browser's own `first-contentful-paint`, with the
processor slowed by its debugging protocol; beside it the log-in page in the same run, which has no chart.
"""

from __future__ import annotations

import argparse
import os
import statistics
from typing import Any

import throwaway

GOAL_BYTES = 200_000
GOAL_PAINT_MS = 1000.0
SLOWER = 4
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if not 1 <= given.rounds <= 50:
        parser.error("1 to 50 rounds")
    with throwaway.database():
        return measure(given.rounds)


def measure(rounds: int) -> int:
    """Open the pages in fresh browser contexts, so that nothing is cached."""
    from playwright.sync_api import sync_playwright
    from tests.browser.serving import serving
    from tests.support.practice import make_practice

    from filiform.project.setup.chromium import chromium

    practice = make_practice()
    patient = practice.make_patient()
    visits = {"first visit": practice.make_visit(practice.make_patient(), reason="Shoulder")}
    for zones in (("shoulder-front", "arm-front", "temple"), ("shoulder-front", "scapula-lower")):
        visits["follow-up with marks"] = practice.make_visit(patient, reason="Shoulder")
        mark(practice, visits["follow-up with marks"], zones)
    session = practice.client_for("practitioner").cookies["sessionid"].value
    found = chromium()
    throwaway.tell_load()
    with serving() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found.path), args=list(found.args), env={**os.environ, **found.env}
        )
        pages = {"log-in page, no chart": f"{served.address}/account/login/"}
        pages |= {name: f"{served.address}/visits/{visit}/examination/" for name, visit in visits.items()}
        # The first answers of a fresh server load the knowledge and the templates.
        for address in pages.values():
            one_visit(browser, address, session, served.address)
        sizes: dict[str, dict[str, int]] = {}
        paints: dict[str, list[float]] = {name: [] for name in pages}
        for _round in range(rounds):
            for name, address in pages.items():
                sizes[name], paint = one_visit(browser, address, session, served.address)
                paints[name].append(paint)
        browser.close()
    return report(sizes, paints)


def one_visit(browser: Any, address: str, session: str, origin: str) -> tuple[dict[str, int], float]:
    """Bytes received by kind of file, and first paint in ms, of one visit without a cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=origin)
    if "login" not in address:
        context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    received: dict[str, int] = {}
    protocol.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    protocol.on("Network.loadingFinished", lambda event: _add(received, kinds, event))
    protocol.send("Network.enable")
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if "examination" in address:
        page.wait_for_selector("svg.bodychart__drawing .zone", state="attached")
    page.wait_for_function(f"({PAINT})() !== undefined")
    paint = float(page.evaluate(PAINT))
    context.close()
    return received, paint


def _add(received: dict[str, int], kinds: dict[str, str], event: dict[str, Any]) -> None:
    kind = kinds.get(event["requestId"], "other")
    received[kind] = received.get(kind, 0) + int(event["encodedDataLength"])


def mark(practice: Any, visit: Any, zones: tuple[str, ...]) -> None:
    """Save an examination with these zones, on the left."""
    from filiform.foundation.record.public import open_visit
    from filiform.journey.examination.public import Entered, save_examination

    with practice.as_role():
        marks = [{"zone": zone, "side": "left", "intensity": 5, "drawing": "1"} for zone in zones]
        opened = open_visit(visit, why="bench")
        save_examination(visit=opened, phase="before", entered=Entered({}, zones=marks), based_on="")


def report(sizes: dict[str, dict[str, int]], paints: dict[str, list[float]]) -> int:
    """Print both figures of each page against their goals."""
    kept = True
    for name, kinds in sizes.items():
        total, middle = sum(kinds.values()), statistics.median(paints[name])
        parts = ", ".join(f"{kind.lower()} {size / 1000:.1f}" for kind, size in sorted(kinds.items()))
        print(f"{name:<22} {total / 1000:6.1f} kB over the wire ({parts})")
        print(f"{'':<22} {middle:6.0f} ms to first paint at {SLOWER}x (median; worst {max(paints[name]):.0f})")
        kept &= total <= GOAL_BYTES and middle <= GOAL_PAINT_MS
    print(f"goal: {GOAL_BYTES / 1000:.0f} kB and {GOAL_PAINT_MS:.0f} ms each: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())

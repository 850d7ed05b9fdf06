"""Time from ./run to the first page, first and second start, beside the bare parts of it in the same run.

    python bench/first_page.py [--keep FOLDER]

Clones the committed tree into an empty folder and starts it there with a data folder of its own, as a newcomer
does (downloads come from the user's cache where it has them). The bare parts: the same packages installed into
an empty environment by pip alone, and PostgreSQL started and stopped alone.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 900
GOAL_SECOND_S = 10.0


def main() -> int:
    """Print the figures; 1 when the second start is not up in seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="use this folder and leave it")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        return measure(given.keep)
    with tempfile.TemporaryDirectory(prefix="first-page-") as folder:
        Path(folder).chmod(0o711)
        return measure(Path(folder))


def measure(folder: Path) -> int:
    """Clone, start twice, and time the bare parts."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(f"load {load:.1f} on {cores} cores" + (": a busy machine, times are too long" if load > cores / 2 else ""))
    clone = folder / "filiform"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    first = start(clone, folder / "data")
    second = start(clone, folder / "data")
    packages, database = bare_packages(clone, folder / "bare"), bare_database(clone, folder / "bare-data")
    print(f"first start, demo practice included: {first:6.1f} s   (bare: packages {packages:.1f} s)")
    print(f"second start:                        {second:6.1f} s   (bare: PostgreSQL {database:.1f} s)")
    kept = second <= GOAL_SECOND_S
    print(f"goal: second start within {GOAL_SECOND_S:g} s: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


def start(clone: Path, data: Path) -> float:
    """Seconds from ./run to the first page that answers 200; stops it again."""
    port = _free_port()
    begun = time.perf_counter()
    child = subprocess.Popen(
        ["./run"], cwd=clone, env=os.environ | {"FILIFORM_DATA": str(data), "PORT": str(port)},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/account/login/", child)
        return time.perf_counter() - begun
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=60)


def bare_packages(clone: Path, folder: Path) -> float:
    """Seconds that pip alone takes for the same packages in an empty environment."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r",
         clone / "requirements" / "run.txt"],
        check=True,
    )  # fmt: skip
    return time.perf_counter() - begun


def bare_database(clone: Path, data: Path) -> float:
    """Seconds to start an existing PostgreSQL alone."""
    code = (
        "import sys, time; from pathlib import Path; from filiform.project.database import ensure, stop;"
        "data = Path(sys.argv[1]); ensure(data); stop(data); begun = time.perf_counter(); ensure(data);"
        "print(time.perf_counter() - begun); stop(data)"
    )
    done = subprocess.run(
        [clone / ".venv" / "bin" / "python", "-c", code, str(data)], check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait(url: str, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if child.poll() is not None:
            raise SystemExit(f"./run ended with {child.returncode} before it served a page")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"no page within {LONGEST} s")


if __name__ == "__main__":
    raise SystemExit(main())

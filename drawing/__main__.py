"""The command: `python -m drawing write` draws the chart anew, `python -m drawing check` compares it byte for byte."""

from __future__ import annotations

import sys

from drawing.book import PICTURES, ROOT, files
from drawing.painting import DataError
from drawing.wheel import WheelError


def main(words: list[str]) -> int:
    """Run one command; 0 when all is well, 1 when files differ, 2 when it could not be done."""
    if words not in (["write"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        drawn = files()
    except (DataError, WheelError) as error:
        print(error, file=sys.stderr)
        return 2
    extra = [path for path in PICTURES.glob("*.svg") if path not in drawn]
    if words == ["write"]:
        for path in extra:
            path.unlink()
        for path, text in drawn.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{len(drawn)} files written.")
        return 0
    wrong = extra + [path for path, text in drawn.items() if not path.exists() or path.read_bytes() != text.encode()]
    for path in wrong:
        print(f"differs: {path.relative_to(ROOT)}")
    print(f"{len(drawn) - len(wrong)} files are as drawn." if not wrong else "Run `python -m drawing write`.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

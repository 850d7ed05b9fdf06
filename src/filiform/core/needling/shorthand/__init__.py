"""Shorthand for needles: `ut l x2 .25x30 d20 ltr3 dwell 8m`, read and written; see docs/journey/shorthand.md."""

from filiform.core.needling.shorthand.carrying import carry_on, wanting
from filiform.core.needling.shorthand.habits import HABITUAL, NOTHING, Taken, fill, left_open, taken
from filiform.core.needling.shorthand.marks import KEYWORDS
from filiform.core.needling.shorthand.printing import write_entry
from filiform.core.needling.shorthand.reading import LONGEST, MOST_ENTRIES, read_line
from filiform.core.needling.shorthand.values import Entry, Fault, Heard, Key, Line, Vocabulary

__all__ = [
    "HABITUAL",
    "KEYWORDS",
    "LONGEST",
    "MOST_ENTRIES",
    "NOTHING",
    "Entry",
    "Fault",
    "Heard",
    "Key",
    "Line",
    "Taken",
    "Vocabulary",
    "carry_on",
    "fill",
    "left_open",
    "read_line",
    "taken",
    "wanting",
    "write_entry",
]

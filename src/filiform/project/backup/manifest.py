"""The manifest of a backup: what is in it, how much, and the digests that prove it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Content:
    """One member: its size and the SHA-256 (hex) of its bytes."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """A table's rows as PostgreSQL's COPY writes them in the order of the key: text, UTF-8, times in UTC."""

    name: str
    columns: tuple[str, ...]
    rows: int
    content: Content


@dataclass(frozen=True)
class Sequence:
    """A counter of the database."""

    name: str
    value: int
    called: bool


@dataclass(frozen=True)
class Manifest:
    """Everything about one backup. `heads` are the audit chains' heads, by practice, as the rows have them."""

    id: str
    made_at: str
    filiform: str
    postgresql: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    sequences: tuple[Sequence, ...]
    files: dict[str, Content]
    heads: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(table.rows for table in self.tables)

    def to_json(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """As it is read; raises ValueError, KeyError or TypeError when it is not one."""
        given = json.loads(text)
        return cls(
            **{name: str(given[name]) for name in ("id", "made_at", "filiform", "postgresql")},
            migrations=tuple((str(app), str(name)) for app, name in given["migrations"]),
            tables=tuple(
                Table(one["name"], tuple(one["columns"]), int(one["rows"]), Content(**one["content"]))
                for one in given["tables"]
            ),
            sequences=tuple(Sequence(**one) for one in given["sequences"]),
            files={str(name): Content(**one) for name, one in given["files"].items()},
            heads=dict(given["heads"]),
        )


def member_of_table(name: str) -> str:
    """The name of a table's member."""
    return f"tables/{name}"


def member_of_file(name: str) -> str:
    """The name of a file's member; `name` is its path in the data folder."""
    return f"data/{name}"

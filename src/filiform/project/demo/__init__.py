"""The demo practice: a made-up clinic with nine months behind it, made through the same actions as the pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Login:
    """One log-in of the demo, to be printed."""

    role: str
    email: str
    password: str


def is_built() -> bool:
    """Whether a whole demo practice is in this installation; one that was cut off does not count."""
    from . import whole

    return whole.is_built()


def build(progress: Callable[[str], None], small: bool = False, *, force: bool = False, processes: int = 0) -> None:
    """Make the demo practice unless it is there. `progress` is told a line now and then.

    Raises CommandError when another practice of this installation has patients, unless `force`. `processes` work
    at it, 0 takes one for each core.
    """
    from filiform.project.cli.errors import CommandError

    from . import whole
    from .telling import tell

    with whole.one_at_a_time():
        if whole.is_built():
            return
        others = whole.others_with_patients()
        if others and not force:
            raise CommandError(
                f"This installation holds patients of {', '.join(others)}. The demo practice belongs into a data"
                " folder of its own: set FILIFORM_DATA to a new folder, and start again."
            )
        practice = whole.begin()
        tell(practice, progress, small=small, processes=processes)
        whole.finish(practice)


def logins() -> list[Login]:
    """Everybody who can log in to the demo, with passphrases that open nothing else."""
    from . import staff

    return [Login(person.role, person.email, person.passphrase) for person in staff.STAFF]


__all__ = ["Login", "build", "is_built", "logins"]

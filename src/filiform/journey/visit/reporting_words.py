"""Words for what a note lacks: names of fields, the steps where they are answered, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filiform.backoffice.credentials.public import CredentialRow
from filiform.core.reasons import How, Source
from filiform.core.reporting import Lack, NeedlingSince
from filiform.foundation.record.public import VisitFile

#: A field in words, and the step of the visit where it is answered.
FIELDS: dict[str, tuple[str | Promise, str]] = {
    "style": (gettext_lazy("style"), "needles"),
    "reasoning": (gettext_lazy("problem and examination"), "examination"),
    "plan": (gettext_lazy("planned sites"), "case-history"),
    "procedure": (gettext_lazy("needles, or why there were none"), "needles"),
    "side": (gettext_lazy("side"), "needles"),
    "depth": (gettext_lazy("depth"), "needles"),
    "response": (gettext_lazy("response"), "needles"),
    "technique": (gettext_lazy("technique"), "needles"),
    "current": (gettext_lazy("hertz, milliampere and minutes of the current"), "needles"),
    "retention": (gettext_lazy("how long it stayed"), "needles"),
    "needle-size": (gettext_lazy("size"), "needles"),
    "needle-lot": (gettext_lazy("lot"), "needles"),
    "session-number": (gettext_lazy("number of the session"), "sign"),
    "interval": (gettext_lazy("time since the last session"), "sign"),
    "duration": (gettext_lazy("when the patient came and left"), "count"),
    "other-therapies": (gettext_lazy("other therapies"), "needles"),
    "setting": (gettext_lazy("setting"), "sign"),
    "information": (gettext_lazy("advice"), "aftercare"),
    "profession": (gettext_lazy("profession"), "sign"),
    "training-hours": (gettext_lazy("hours of training"), "sign"),
    "practice-years": (gettext_lazy("years of needling: no credential that had begun is on record"), "sign"),
    "reaction": (gettext_lazy("reaction, also where there was none"), "needles"),
    "tolerance": (gettext_lazy("how it was taken"), "needles"),
    "outcome": (gettext_lazy("pain or motion afterwards"), "examination"),
    "plan-of-care": (gettext_lazy("the episode with its goal"), "examination"),
    "re-evaluation": (gettext_lazy("examination"), "examination"),
}  # fmt: skip


def step_of(field: str) -> str:
    """Code of the step where a field is answered; what belongs to no step stays at the signature."""
    return FIELDS[field][1]


def gap_text(label: str, fields: int, lacking: Sequence[Lack]) -> str:
    """An item with what it lacks: "Depth: needle 1", "Needle (diameter, length, lot): lot, needle 2".

    The field is named only where the item has several `fields`.
    """
    said = [_lack(one, named=fields > 1) for one in lacking]
    return ": ".join([label, "; ".join(part for part in said if part)]).removesuffix(": ")


def law_text(gap: str) -> str:
    """The same as a refusal of the signature."""
    return _("The law here asks for this in the note. %(item)s.") % {"item": gap}


def _lack(one: Lack, *, named: bool) -> str:
    name = str(FIELDS[one.field][0]) if named else ""
    numbers = ", ".join(map(str, one.needles))
    needles = ngettext("needle %(numbers)s", "needles %(numbers)s", len(one.needles)) % {"numbers": numbers}
    return ", ".join(part for part in (name, needles if one.needles else "") if part)


def source_text(source: Source) -> str:
    """A source in one line, with how far it was read."""
    marks = {
        How.READ: _("source read"),
        How.RECALL: _("recalled, source not read"),
        How.PRODUCT: _("rule of this system"),
        How.PRACTICE: _("policy of this practice"),
    }
    return f"{source.citation}. {source.says} ({marks[source.how]})".replace("..", ".")


def filled(
    visit: VisitFile, credential: CredentialRow | None, since: NeedlingSince | None
) -> tuple[tuple[str, str], ...]:
    """What is known without anybody typing it, as pairs of name and value."""
    place = ", ".join(
        part for part in (visit.visit.site.name, visit.visit.room.name if visit.visit.room else "") if part
    )
    return (
        (_("Style"), _("Dry needling")),
        (_("Setting"), place),
        (_("Session"), _("number %(n)s") % {"n": visit.number}),
        (_("Practitioner"), _practitioner(visit, credential, since)),
    )


def _practitioner(visit: VisitFile, credential: CredentialRow | None, since: NeedlingSince | None) -> str:
    if credential is None:
        return _("%(name)s, no credential on record") % {"name": visit.practitioner_name}
    hours = credential.training_hours
    parts = [
        visit.practitioner_name,
        str(credential.get_profession_display()),  # type: ignore[attr-defined]
        _("%(n)s hours of training") % {"n": hours} if hours is not None else "",
        _years(since) if since else "",
    ]
    return ", ".join(part for part in parts if part)


def _years(since: NeedlingSince) -> str:
    """Years by the record: who needled before the first credential on it has needled for longer."""
    day = {"day": _day(since.day)}
    if since.years < 1:
        return _("needling by credential since %(day)s, less than a year") % day
    text = ngettext(
        "needling by credential since %(day)s, %(n)s year",
        "needling by credential since %(day)s, %(n)s years",
        since.years,
    )
    return text % {**day, "n": since.years}


def _day(day: date) -> str:
    return str(date_format(day, "F Y"))

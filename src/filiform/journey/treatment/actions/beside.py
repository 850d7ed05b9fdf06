"""A needle that went in before the note was signed, and is heard of only afterwards: recorded beside the note.

The signed note stays as it is, with its seal. What the device says is kept as facts of the visit, an amendment tells
it in words where the note is read, and an incident asks to look for a needle that may still be in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filiform.core.reasons import Refusal
from filiform.core.values import Site
from filiform.foundation.record.models import Fact
from filiform.foundation.record.public import VisitFile, amend, facts, leave_fact, open_incident
from filiform.foundation.tenancy.refusal import Conflict, Reason
from filiform.journey.screening.public import NEEDLED, site_of
from filiform.journey.treatment import told, translate
from filiform.journey.treatment.actions.late import look_for_it
from filiform.journey.treatment.actions.placing import Placing
from filiform.journey.treatment.actions.rows import plain_refusal
from filiform.journey.treatment.device import believed, clock_time
from filiform.journey.treatment.models import Insertion, InsertionDetail, NeedleEvent
from filiform.journey.treatment.words import Happening

#: Kind of the facts: {"do": placed, removed, noted or words; "event": id that the device made; and what it says}.
BESIDE = "needle-after-signature"
SOURCE, NOTED = "journey.treatment", "noted"
#: What of an insertion is kept, as text; the rest stands in the fact by name.
KEPT = (
    "structure", "side", "point", "needle", "lot_id", "lot_text", "diameter_mm", "length_mm", "depth_mm", "angle",
    "technique", "guidance", "planned_dwell", "way_from",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A needle beside a signed note: its fact, and the insertion as it would stand in the note."""

    fact: Fact
    row: Insertion

    @property
    def site(self) -> Site:
        """Where it went in."""
        return translate.site_of(self.row)


def sent_as(client_id: UUID) -> Fact | None:
    """What a device sent under this id beside a signed note, of whatever visit."""
    return Fact.objects.filter(kind=BESIDE, value__event=str(client_id)).first()


def needles(visit: VisitFile) -> list[Kept]:
    """The needles beside the note of a visit, in the order in which they were heard of."""
    rows = facts(visit.patient.id, BESIDE).filter(visit_id=visit.id, value__do=Happening.PLACED.value)
    return [_kept(fact) for fact in rows.order_by("recorded_at", "id")]


def needle(visit: VisitFile, insertion: UUID) -> Kept | None:
    """The needle beside the note that a device or a page names; None for any other."""
    return next((one for one in needles(visit) if insertion in (one.row.id, one.row.client_id)), None)


def of_lot(lot: UUID) -> list[Insertion]:
    """Needles of a lot beside signed notes, for a recall."""
    rows = Fact.objects.filter(kind=BESIDE, value__lot_id=str(lot))
    return [_kept(fact).row for fact in rows]


def keep(visit: VisitFile, placing: Placing, row: Insertion, refusals: tuple[Refusal, ...]) -> Insertion:
    """Keep a needle that nobody had heard of when the note was signed; `row` is its insertion, which is not written.

    The same id again changes nothing. Raises Conflict when the id was used for another needle.
    """
    again = sent_as(placing.client_id)
    if again is not None:
        return _same(again, visit, row)
    at = believed(visit, placing.at)
    value = {name: _plain(getattr(row, name)) for name in KEPT}
    value |= {"said": _plain_said(placing.said), "against": row.against}
    value |= {"insertion": str(row.id), "out_too": placing.out_too}
    _record(visit, Happening.PLACED, placing.client_id, at, value, _words_of(placing, row, at))
    _leave_needled(visit, at, translate.site_of(row))
    if not placing.out_too:
        look_for_it(visit, row)
    if refusals:
        why = _("A device told it after the note was signed.")
        detail = {"insertion": str(row.id), "refusals": [plain_refusal(one) for one in refusals], "why": why}
        open_incident(kind="despite-refusal", detail=detail, patient=visit.patient.id, visit=visit.id)
    return row


def take_out(visit: VisitFile, kept: Kept, client_id: UUID, at: datetime | None) -> NeedleEvent:
    """Keep that such a needle came out. Out already, the earlier exit stands and comes back.

    Raises Conflict when the id was used for anything else.
    """
    _sent_of(kept, client_id, Happening.REMOVED)
    rows = facts(visit.patient.id, BESIDE).filter(visit_id=visit.id, value__do=Happening.REMOVED.value)
    earlier = rows.filter(value__insertion=str(kept.row.id)).select_related("author").first()
    if earlier is None:
        moment = believed(visit, at)
        text = _("Out at %(at)s: %(site)s, the needle told of after the signature.")
        value = {"insertion": str(kept.row.id)}
        words = text % {"at": clock_time(moment), "site": told.site_label(kept.site)}
        earlier = _record(visit, Happening.REMOVED, client_id, moment, value, words)
    return NeedleEvent(
        kind=Happening.REMOVED, client_id=UUID(earlier.value["event"]), at=earlier.at, author=earlier.author,
        recorded_at=earlier.recorded_at,
    )  # fmt: skip


def note(visit: VisitFile, kept: Kept, client_id: UUID, at: datetime | None, said: dict[str, Any]) -> InsertionDetail:
    """Keep what is noted of it (`more_twitches`, depth, what the patient felt); the same id again changes nothing.

    Raises Conflict when the id was used for anything else.
    """
    if not _sent_of(kept, client_id, NOTED):
        more = said.get("more_twitches", 0)
        parts = [ngettext("%(n)s twitch more", "%(n)s twitches more", more) % {"n": more}] if more else []
        words = "; ".join([*parts, *_pairs(kept.row, said)])
        value = {"insertion": str(kept.row.id), "said": _plain_said(said)}
        _record(visit, NOTED, client_id, believed(visit, at), value, f"{told.site_label(kept.site)}: {words}.")
    return InsertionDetail(client_id=client_id)


def keep_words(visit: VisitFile, client_id: UUID, words: str, at: datetime | None) -> None:
    """Keep the clinician's own words beside a typed line; the same id again changes nothing."""
    if words.strip() and sent_as(client_id) is None:
        _record(visit, "words", client_id, believed(visit, at), {"text": words.strip()}, words.strip())


def _record(visit: VisitFile, do: str, event: UUID, at: datetime, value: dict[str, Any], words: str) -> Fact:
    value = {"do": str(do), "event": str(event), **value}
    fact = leave_fact(patient=visit.patient.id, visit=visit.id, kind=BESIDE, value=value, source=SOURCE, at=at)
    amend(visit=visit.visit, text=words, reason=_("A device told it after the note was signed"))
    return fact


def _same(fact: Fact, visit: VisitFile, row: Insertion) -> Insertion:
    sent = (fact.visit_id, *(fact.value.get(name) for name in ("structure", "side", "technique")))
    if sent != (visit.id, row.structure, row.side, row.technique):
        text = _("This entry was already sent with other content. Open the page again to see what was saved.")
        raise Conflict(Reason("id-reused", text), action="treatment.place")
    return _kept(fact).row


def _sent_of(kept: Kept, client_id: UUID, do: str) -> bool:
    """Whether a device sent this of this needle before. Raises Conflict when the id was used for anything else."""
    sent = sent_as(client_id)
    if sent is not None and (sent.value["do"], sent.value.get("insertion")) != (str(do), str(kept.row.id)):
        text = _("This button was sent for another needle. Open the page again and press once more.")
        raise Conflict(Reason("id-reused", text), action="treatment.beside")
    return sent is not None


def _kept(fact: Fact) -> Kept:
    said = {name: fact.value[name] for name in KEPT} | {"needle": UUID(fact.value["needle"])}
    sizes = {name: Decimal(said[name]) for name in ("diameter_mm", "length_mm", "depth_mm") if said[name] is not None}
    row = Insertion(
        id=UUID(fact.value["insertion"]), client_id=UUID(fact.value["event"]), against=fact.value["against"],
        patient_id=fact.patient_id, author_id=fact.author_id, recorded_at=fact.recorded_at,
        **(said | sizes | {"visit_id": fact.visit_id}),
    )  # fmt: skip
    return Kept(fact, row)


def _plain(value: Any) -> Any:
    """As JSON keeps it: numbers of mm, ids and other values as text."""
    return value if value is None or isinstance(value, bool | int | list) else str(value)


def _plain_said(said: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(one) for name, one in said.items()}


def _words_of(placing: Placing, row: Insertion, at: datetime) -> str:
    """The needle in words, as an amendment tells it."""
    pairs = "; ".join([*_told(row), *_pairs(row, placing.said)])
    lead = _("In and out at %(at)s: %(site)s.") if placing.out_too else _("In at %(at)s: %(site)s.")
    when = date_format(timezone.localtime(at), "j M Y, H:i")
    return f"{lead % {'at': when, 'site': told.site_label(translate.site_of(row))}} {pairs}."


def _pairs(row: Insertion, said: dict[str, Any]) -> list[str]:
    """What is said of a needle beyond what its row holds, as term and value."""
    before = _told(row)
    names = ("twitches", "recognised", "tolerance", "depth_mm")
    noted = {name: said[name] for name in names if said.get(name) not in (None, "")}
    noted |= {name: tuple(said[name]) for name in ("sensation", "reaction") if said.get(name)}
    return [one for one in _told(row, notes=tuple(filter(None, [said.get("note")])), **noted) if one not in before]


def _told(row: Insertion, **noted: Any) -> list[str]:
    entry = translate.Entry(insertion=row, state="in", number=0, **{"depth_mm": row.depth_mm, **noted})
    return [f"{term}: {value}" for term, value in told.entry_facts(entry) if value not in (None, "")]


def _leave_needled(visit: VisitFile, at: datetime, site: Site) -> None:
    """Tell the next screening of this place too: the newest of these facts holds all sites of the session."""
    before = facts(visit.patient.id, NEEDLED).filter(visit_id=visit.id).first()
    there = [site_of(text) for text in before.value["sites"]] if before else []
    value = {"sites": [str(each) for each in dict.fromkeys([*there, site])]}
    at = max(at, before.at) if before else at
    leave_fact(patient=visit.patient.id, visit=visit.id, kind=NEEDLED, value=value, source=SOURCE, at=at)

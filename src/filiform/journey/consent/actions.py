"""All writes of consent: record an answer, confirm an earlier one, withdraw."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, refuse_when_over
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.refusal import Conflict, Reason
from filiform.foundation.tenancy.turns import Turn, take_turns

from . import queries
from .codes import Kind
from .explain import Explanation
from .models import ConsentEvent, ExplainedText
from .translate import Answer


@action(Role.PRACTITIONER)
def record_answer(*, visit: VisitFile, answer: Answer, explanation: Explanation, based_on: str) -> ConsentEvent:
    """Append what was answered. `based_on` is the id of the newest answer on the page, "" for none.

    Raises Conflict when somebody recorded an answer meanwhile, Refused when the note is signed.
    """
    _take_turn(visit, based_on)
    return ConsentEvent.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, episode_id=visit.visit.episode_id, at=now(),
        kind=answer.kind, form=answer.form, by=answer.by, speaker=answer.speaker, relation=answer.relation,
        assent=answer.assent, interpreter=answer.interpreter, interpreter_name=answer.interpreter_name,
        capacity=answer.capacity, capacity_note=answer.capacity_note, risks=sorted(answer.risks),
        special=sorted(answer.special), regions=sorted(answer.regions), sites=list(explanation.sites),
        explained=_keep(explanation), knowledge_version=explanation.knowledge_version,
        signed_name=answer.signed_name, copy_given=answer.copy_given, reason=answer.reason,
    )  # fmt: skip


@action(Role.PRACTITIONER)
def confirm(*, visit: VisitFile, consent: ConsentEvent, explanation: Explanation, based_on: str) -> ConsentEvent:
    """Append that `consent` was confirmed by word of mouth today, by a child too.

    Raises like `record_answer`.
    """
    _take_turn(visit, based_on)
    return ConsentEvent.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, episode_id=visit.visit.episode_id, at=now(),
        kind=Kind.CONFIRMED, form="verbal", by=consent.by, speaker=consent.speaker, relation=consent.relation,
        assent=consent.assent, sites=list(explanation.sites), explained=_keep(explanation),
        knowledge_version=explanation.knowledge_version, confirms=consent,
    )  # fmt: skip


@action(Role.PRACTITIONER, Role.OWNER, Role.RECEPTIONIST)
def withdraw(*, patient: UUID, reason: str, visit: VisitFile | None = None) -> ConsentEvent:
    """Append that all consents are withdrawn, at any moment and whatever was recorded meanwhile.

    With a visit whose note is signed the withdrawal stands beside it, of no visit.
    """
    owner = visit if visit is not None and not visit.signed else None
    return ConsentEvent.objects.create(
        patient_id=patient, visit_id=owner.id if owner else None,
        episode_id=owner.visit.episode_id if owner else None,
        at=now(), kind=Kind.WITHDRAWN, form="verbal", reason=reason,
    )  # fmt: skip


def _take_turn(visit: VisitFile, based_on: str) -> None:
    """Wait for other writers to this patient's consent; refuse when the page no longer shows the newest."""
    refuse_when_over(visit, "consent")
    patient = visit.patient.id
    take_turns(Turn(11, f"consent {patient}"))
    newest = queries.newest(patient)
    if str(newest.id if newest else "") != based_on:
        raise Conflict(Reason("overtaken", _overtaken(newest)), action="consent")


def _overtaken(newest: ConsentEvent | None) -> str:
    if newest is None:
        return _("This page was drawn for another patient’s consent. Read it again and send it once more.")
    return _(
        "%(who)s recorded “%(what)s” at %(when)s, after you opened this page. Read it above;"
        " what you typed is still here. Send again if it still holds."
    ) % {
        "who": newest.author.name if newest.author else _("The system"),
        "what": newest.get_kind_display(),
        "when": date_format(timezone.localtime(newest.at), "H:i"),
    }


def _keep(explanation: Explanation) -> ExplainedText:
    text, _created = ExplainedText.objects.get_or_create(digest=explanation.digest, defaults={"body": explanation.body})
    return text

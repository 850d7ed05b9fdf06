"""What a demo practice holds, without ids and instants, so that two of them can be compared."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def content(practice: UUID) -> list[dict[str, Any]]:
    """Each patient by number: who, which visits, what was answered, found, needled, counted and decided."""
    from filiform.foundation.record.models import Patient, PatientDetails, Visit
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    with enter(practice=practice, actor=SYSTEM, origin="test"):
        return [
            {
                "number": patient.number,
                "details": list(
                    PatientDetails.objects.filter(patient=patient).values_list(
                        "family_name", "given_name", "birth_date", "sex", "phone", "email", "address"
                    )
                ),
                "visits": [_visit(row) for row in Visit.objects.filter(patient=patient).order_by("starts_at")],
                "facts": _facts(patient),
            }
            for patient in Patient.objects.order_by("number")
        ]


def _facts(patient: Any) -> list[Any]:
    from filiform.foundation.record.models import Fact

    rows = Fact.objects.filter(patient=patient).order_by("at", "id")
    return [(row.kind, row.value) for row in rows]


def _visit(row: Any) -> dict[str, Any]:
    from filiform.foundation.decisions.models import Decision, KeptVerdict
    from filiform.foundation.images.models import Image
    from filiform.foundation.record.models import Amendment, Incident, IncidentStep, Signature, VisitEvent
    from filiform.journey.aftercare.models import AdviceGiven
    from filiform.journey.consent.models import ConsentEvent
    from filiform.journey.examination.models import Activity, Examination, MotionReading, MuscleFinding, ZoneMark
    from filiform.journey.screening.models import CaseHistory
    from filiform.journey.treatment.models import HandCount, Insertion, InsertionDetail, Modality

    def of(model: Any, *fields: str) -> list[Any]:
        return list(model.objects.filter(visit=row).order_by("id").values_list(*fields))

    return {
        "when": row.starts_at,
        "who": (row.practitioner.email, row.site.name, row.room.name, row.episode.problem, row.episode.goal),
        "events": sorted(of(VisitEvent, "kind", "detail"), key=str),
        "answers": of(CaseHistory, "answers", "planned_sites"),
        "verdicts": [(status, sorted(one["item"] for one in verdict["findings"]))
                     for status, verdict in of(KeptVerdict, "status", "verdict")],
        "decisions": of(Decision, "item", "basis", "choice", "reason"),
        "consents": of(ConsentEvent, "kind", "form", "by", "speaker", "regions", "risks", "special", "signed_name"),
        "scores": of(Examination, "phase", "pain_now", "pain_worst", "pain_average", "painkiller_what"),
        "activities": of(Activity, "name", "score"),
        "motions": of(MotionReading, "movement", "side", "degrees"),
        "zones": of(ZoneMark, "zone", "side", "intensity"),
        "findings": of(MuscleFinding, "structure", "side", "taut_band", "tender_spot", "referred_pain", "recognised"),
        "needles": of(Insertion, "structure", "side", "lot__number", "depth_mm", "technique", "planned_dwell", "why"),
        "noted": of(InsertionDetail, "said", "twitches", "sensation", "recognised", "tolerance", "reaction"),
        "other": of(Modality, "kind", "what", "minutes"),
        "counts": of(HandCount, "counted", "mismatch", "record"),
        "incidents": of(Incident, "kind"),
        "steps": [
            (step.step, step.note)
            for step in IncidentStep.objects.filter(incident__visit=row).order_by("id")
        ],
        "pictures": of(Image, "kind", "about", "words", "grey", "frames", "picture_sha256"),
        "advice": of(AdviceGiven, "codes", "copy"),
        "signed": Signature.objects.filter(visit=row).exists(),
        "amendments": of(Amendment, "text", "reason"),
    }  # fmt: skip

"""A visit at the needles step: credential, box, case history, consent, and the forms of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from tests.journey.consent.stage import Stage as ConsentStage
from tests.support.practice import PracticeKit

CALF = ("left tibialis-anterior", "right tibialis-anterior")
NOTHING = {"present": [], "absent": [], "uncertain": [], "complete": True}


@dataclass
class Stage:
    """One visit of one patient, with a lot open in its room."""

    practice: PracticeKit
    patient: UUID
    visit: UUID
    lot: UUID

    @property
    def needles_url(self) -> str:
        return f"/visits/{self.visit}/needles/"

    @property
    def count_url(self) -> str:
        return f"/visits/{self.visit}/count/"

    @property
    def tap_url(self) -> str:
        return f"/visits/{self.visit}/needles/tap/"

    def file(self) -> Any:
        """The visit, opened; only inside a scope."""
        from filiform.foundation.record.public import open_visit

        return open_visit(self.visit, why="test")

    def screen(self, *sites: str, **answers: Any) -> str:
        """Save a case history with these sites and calm answers to all that is asked; returns the verdict."""
        from filiform.journey.screening.actions import save_history
        from filiform.journey.screening.answers import stored
        from filiform.journey.screening.queries import newest, screened

        said: dict[str, Any] = {key: stored(value, date(2026, 1, 1)) for key, value in answers.items()}
        with self.practice.as_role():
            for _round in range(6):
                there = newest(self.visit)
                result = save_history(
                    visit=self.file(), answers=said, planned_sites=list(sites),
                    based_on=there.id if there else None,
                )  # fmt: skip
                asked = {one.field for one in result.verdict.missing} - set(said)
                if not asked:
                    break
                said |= {key: stored(_calm(key), date(2026, 1, 1)) for key in asked}
            return str(screened(self.file()).verdict.status)

    def weigh(self) -> None:
        """Decide to go on with every precaution."""
        from filiform.journey.screening.actions import weigh
        from filiform.journey.screening.queries import screened

        with self.practice.as_role():
            items = [one.item for one in screened(self.file()).unweighed]
            if items:
                weigh(visit=self.file(), items=items, reason="Known for years and stable.")

    def consent(self) -> None:
        """Give the consent that the page asks for."""
        page = ConsentStage(self.practice, self.patient, self.visit)
        answer = page.send(page.form())
        assert answer.status_code == 302, answer.content.decode()

    def needle(self, **more: Any) -> dict[str, Any]:
        """The form of a needle, filled; None takes a field out."""
        fields: dict[str, Any] = {
            "do": "place", "_key": str(uuid4()), "event": str(uuid4()), "where": "left tibialis-anterior",
            "technique": "deep-static", "guidance": "landmark", "needle": "new", "lot": str(self.lot),
            "dwell": "5", **more,
        }  # fmt: skip
        return {name: value for name, value in fields.items() if value is not None}

    def post(self, fields: dict[str, Any], url: str = "", role: str = "practitioner") -> Any:
        """Post to the needles step, or to `url`."""
        return self.practice.client_for(role).post(url or self.needles_url, fields)

    def get(self, url: str = "", role: str = "practitioner") -> Any:
        """Open the needles step, or `url`."""
        return self.practice.client_for(role).get(url or self.needles_url)

    def place(self, **more: Any) -> UUID:
        """A needle in; returns the insertion's id."""
        fields = self.needle(**more)
        answer = self.post(fields)
        assert answer.status_code == 302, answer.content.decode()
        with self.practice.as_role():
            from filiform.journey.treatment.models import Insertion

            return Insertion.objects.get(client_id=fields["event"]).id

    def tap(self, do: str, insertion: UUID | None = None, event: UUID | None = None) -> Any:
        """One tap."""
        fields = {"do": do, "_key": str(uuid4()), "event": str(event or uuid4()), "insertion": str(insertion or "")}
        return self.post(fields, self.tap_url)

    def count(self, counted: int, **more: Any) -> Any:
        """Close the count by hand."""
        fields = {"do": "count", "_key": str(uuid4()), "event": str(uuid4()), "counted": str(counted), **more}
        return self.post(fields, self.count_url)

    def leave(self, **more: Any) -> Any:
        """The patient leaves."""
        return self.post({"do": "leave", "_key": str(uuid4()), **more}, self.count_url)

    def entries(self) -> Any:
        """Insertions as they stand."""
        from filiform.journey.treatment import queries, translate

        with self.practice.as_role():
            return translate.entries(queries.session(self.visit))

    def state(self) -> Any:
        """The count as it stands."""
        from filiform.journey.treatment import queries

        with self.practice.as_role():
            return queries.count_state(self.visit)

    def incidents(self) -> list[Any]:
        """Incidents of the visit."""
        from filiform.foundation.record.public import incidents_of_visit

        with self.practice.as_role():
            return list(incidents_of_visit(self.visit))


def _calm(key: str) -> Any:
    """The answer of somebody with nothing to report."""
    from filiform.knowledge.screening import load

    question = load().question(key.partition("@")[0])
    assert question is not None, key
    match question.kind:
        case "codes":
            return NOTHING
        case "yes_no":
            return question.field in ("capacity", "interpreter_present")
        case "number":
            return {"temperature_c": 36.6}.get(question.field, 25.0)
        case _:
            codes = [one.code for one in question.choices]
            return next((one for one in ("no", "none", "given", "m") if one in codes), codes[0])


def give_credential(practice: PracticeKit, **more: Any) -> None:
    """A credential of the practitioner, valid around today."""
    from filiform.backoffice.credentials.public import enter_credential
    from filiform.foundation.tenancy.clock import today

    with practice.as_role("owner"):
        facts = {
            "practitioner": practice.users["practitioner"], "profession": "physiotherapist",
            "licence_number": "PT-1", "register": "CORU", "jurisdiction": "IE", "regions": None,
            "techniques": None, "valid_from": today() - timedelta(days=300),
            "valid_until": today() + timedelta(days=300), **more,
        }  # fmt: skip
        enter_credential(**facts)


def give_box(practice: PracticeKit, *, number: str = "A1", expires_in: int = 400, **place: Any) -> UUID:
    """A box open in the practice's room since yesterday; returns the lot."""
    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import add_lot, add_product
    from filiform.foundation.tenancy.clock import now, today

    with practice.as_role("owner"):
        product = add_product(maker="Seirin", diameter_mm=Decimal("0.25"), length_mm=Decimal("40"))
        lot = add_lot(product=product.id, number=number, expires_on=today() + timedelta(days=expires_in))
        # An expired box cannot be opened, but one that was opened in time can expire: so it is stored directly.
        where = {"site_id": practice.site, "room_id": practice.room, "opened_at": now() - timedelta(days=1)}
        OpenBox.objects.create(lot=lot, **(where | place))
        return lot.id


def stage(practice: PracticeKit, *, credential: bool = True, **patient: Any) -> Stage:
    """A patient with a visit now."""
    if credential:
        give_credential(practice)
    lot = give_box(practice)
    person = practice.make_patient(**{"sex": "m", "given_name": "Cian", **patient})
    return Stage(practice, person, practice.make_visit(person), lot)


def ready_stage(practice: PracticeKit, *sites: str, **answers: Any) -> Stage:
    """A visit where nothing bars a needle at `sites`."""
    found = stage(practice)
    found.screen(*(sites or CALF), **answers)
    found.weigh()
    found.consent()
    return found

"""The practice itself: sites, rooms, people with their log-ins, credentials, its policy, needle stock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from filiform.backoffice.credentials.public import enter_credential
from filiform.backoffice.policy.public import rule_item, set_threshold
from filiform.backoffice.stock.public import (
    LotFile,
    add_lot,
    add_product,
    close_box,
    lot_files,
    move_lot,
    open_box,
)
from filiform.foundation.accounts.models import Membership
from filiform.foundation.tenancy.clock import telling
from filiform.foundation.tenancy.models import Practice, Room, Site
from filiform.foundation.tenancy.scope import SYSTEM, Actor, enter

from . import shelf, staff
from .diary import moment

#: Nine months and a little: when the practice of the story opens.
OPENING = -286


@dataclass
class House:
    """Ids of all that the stories need; `today` is the last day of the story, `now` its last moment."""

    practice: UUID
    now: datetime
    today: date
    users: dict[str, UUID] = field(default_factory=dict)
    sites: dict[str, UUID] = field(default_factory=dict)
    rooms: dict[tuple[str, str], UUID] = field(default_factory=dict)
    lots: dict[str, LotFile] = field(default_factory=dict)
    #: What the system would not do and the story went round; empty while story and rule books agree.
    gone_round: list[str] = field(default_factory=list)

    def at(self, day: int, minute: int = 8 * 60 + 30) -> datetime:
        """The instant of a day of the story, never after its last moment."""
        return min(moment(self.today, day, minute), self.now)

    def slot(self, day: int, minute: int) -> datetime:
        """When a visit begins, also when that is still to come."""
        return moment(self.today, day, minute)

    @contextmanager
    def as_(self, code: str) -> Iterator[None]:
        """Act as one of the staff, in one transaction."""
        person = staff.BY_CODE[code]
        actor = Actor(user=self.users[code], roles=frozenset(person.roles), name=person.display)
        with enter(practice=self.practice, actor=actor, origin="demo"):
            yield


def furnish(practice: Practice, now: datetime, today: date) -> House:
    """Give a bare practice its places, people, credentials, policy and stock."""
    house = House(practice.id, now, today)
    with transaction.atomic(), enter(practice=practice.id, actor=SYSTEM, origin="demo"):
        _places(house)
        _people(house)
    with house.as_(staff.OWNER), telling(house.at(OPENING)):
        _credentials(house)
    _policy(house)
    _stock(house)
    return house


def _places(house: House) -> None:
    for name, (address, phone, rooms) in staff.SITES.items():
        site = Site.objects.create(name=name, address=address, phone=phone)
        house.sites[name] = site.id
        for room in rooms:
            house.rooms[name, room] = Room.objects.create(site=site, name=room).id


def _people(house: House) -> None:
    """Members of the practice; a log-in left by a build that was cut off is used again."""
    users = get_user_model().objects
    for person in staff.STAFF:
        user = users.filter(email__iexact=person.email).first()
        if user is None:
            user = users.create_user(person.email, person.passphrase, name=person.name)
        elif not user.check_password(person.passphrase):
            user.set_password(person.passphrase)
            user.save()
        Membership.objects.create(user=user, roles=list(person.roles), display_name=person.display)
        house.users[person.code] = user.id


def _credentials(house: House) -> None:
    for code, leave in staff.CREDENTIALS.items():
        enter_credential(
            practitioner=house.users[code], profession=leave.profession, licence_number=leave.licence,
            register=leave.register, jurisdiction="IE", valid_from=house.today + timedelta(days=leave.since),
            valid_until=house.today + timedelta(days=leave.until),
            regions=None if leave.regions is None else list(leave.regions),
            techniques=None if leave.techniques is None else list(leave.techniques),
            excluded_groups=list(leave.without), training_hours=leave.hours, note=leave.note,
        )  # fmt: skip


def _policy(house: House) -> None:
    """Two decisions of the owner: one stricter than the start, one milder where sources differ."""
    with house.as_(staff.OWNER), telling(house.at(staff.STRICTER_INR)):
        set_threshold(
            threshold="inr_high", value=2.5, source="Letter of the practice’s GP, in the folder of policies",
            reason="Two large bruises at an INR of 2.8 last winter. The GP prefers to be asked earlier.",
        )  # fmt: skip
    with house.as_(staff.OWNER), telling(house.at(staff.NOTES_ASPIRIN)):
        rule_item(
            item="antiplatelet-aspirin", weight="note", source="Munoz et al. 2022, Pain Res Manag, 1363477",
            reason="Thin needles and two minutes of pressure are our routine for everybody who takes aspirin. "
            "Nobody has decided otherwise since the practice opened.",
        )  # fmt: skip


def _stock(house: House) -> None:
    """Lots as they came in, boxes as they were opened; what went out of use is closed later, by `put_away`."""
    with house.as_(staff.OWNER):
        for lot in shelf.LOTS:
            size = shelf.SIZES[lot.size]
            with telling(house.at(lot.opened)):
                product = add_product(
                    maker=shelf.MAKER, name=size.name, diameter_mm=size.diameter, length_mm=size.length,
                    coating="silicone",
                )  # fmt: skip
                row = add_lot(
                    product=product.id, number=lot.number, expires_on=house.today + timedelta(days=lot.expires)
                )
                boxes = [open_box(lot=row.id, site=site) for site in house.sites.values()]
                if lot.size == "short":
                    boxes += [
                        open_box(lot=row.id, site=house.sites[name], room=house.rooms[name, room])
                        for name, room in staff.WORKS_IN.values()
                    ]
            house.lots[lot.number] = next(one for one in lot_files() if one.id == row.id)
            if lot.last_used < 0:
                with telling(house.at(lot.last_used)):
                    for box in boxes[1:] if lot.left_open else boxes:
                        close_box(box=box.id, reason="Used up")


def recall(house: House) -> None:
    """Tell of the recall of a lot that patients were needled with."""
    with house.as_(staff.OWNER):
        for lot in shelf.LOTS:
            if lot.recalled is not None:
                with telling(house.at(lot.recalled)):
                    reason = "Maker’s notice: the seal of some packs"
                    move_lot(lot=house.lots[lot.number].id, kind="recalled", reason=reason)

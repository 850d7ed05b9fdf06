"""The people of the demo practice: who they are, what they may do, what they may needle."""

from __future__ import annotations

from dataclasses import dataclass

from filiform.foundation.accounts.roles import Role


@dataclass(frozen=True)
class Person:
    """One member of staff; `passphrase` is printed, so it opens nothing but the demo."""

    code: str
    role: str
    name: str
    display: str
    email: str
    passphrase: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Leave:
    """A credential: days counted from today, None for all regions or techniques."""

    profession: str
    register: str
    licence: str
    hours: int
    since: int
    until: int
    regions: tuple[str, ...] | None = None
    techniques: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    note: str = ""


OWNER, PHYSIO, OSTEO, CHIRO, DESK, AUDITOR = "maeve", "tomasz", "elodie", "kwame", "siobhan", "renee"

STAFF: tuple[Person, ...] = (
    Person(
        OWNER, "Owner, physio", "Maeve Ní Bhriain", "Maeve Ní Bhriain, MISCP", "maeve@example.org",
        "calm grey seal at noon", (Role.OWNER, Role.PRACTITIONER),
    ),
    Person(
        PHYSIO, "Physio", "Tomasz Wiśniewski", "Tomasz Wiśniewski, MISCP", "tomasz@example.org",
        "seven gulls on a pier", (Role.PRACTITIONER,),
    ),
    Person(
        OSTEO, "Osteopath", "Élodie Marchetti", "Élodie Marchetti, BSc Ost", "elodie@example.org",
        "a lighthouse in the fog", (Role.PRACTITIONER,),
    ),
    Person(
        CHIRO, "Chiropractor", "Kwame Asante", "Kwame Asante, DC", "kwame@example.org",
        "slow tide under the bridge", (Role.PRACTITIONER,),
    ),
    Person(
        DESK, "Reception", "Siobhán Okonkwo", "Siobhán Okonkwo", "siobhan@example.org",
        "two kettles and a biscuit", (Role.RECEPTIONIST,),
    ),
    Person(
        AUDITOR, "Auditor", "Renée Müller", "Renée Müller", "renee@example.org",
        "count the boats twice over", (Role.AUDITOR,),
    ),
)  # fmt: skip
BY_CODE = {person.code: person for person in STAFF}

#: Where each practitioner works: site and room.
WORKS_IN = {
    OWNER: ("Harbour Street", "Room 1"),
    PHYSIO: ("Harbour Street", "Room 2"),
    OSTEO: ("Mill Lane", "Garden room"),
    CHIRO: ("Mill Lane", "Upstairs room"),
}
SITES = {
    "Harbour Street": ("14 Harbour Street, Dublin", "020 910 0001", ("Room 1", "Room 2", "Gym")),
    "Mill Lane": ("3 Mill Lane, Dublin", "020 910 0002", ("Garden room", "Upstairs room")),
}
#: Days, counted from today, on which the owner recorded the practice's policy.
STRICTER_INR, NOTES_ASPIRIN = -240, -9
CREDENTIALS: dict[str, Leave] = {
    OWNER: Leave("physiotherapist", "CORU", "DEMO-PT-0101", 120, -1500, 320),
    PHYSIO: Leave(
        "physiotherapist", "CORU", "DEMO-PT-0202", 64, -700, 24, note="Renewal sent; the register has not answered yet."
    ),
    OSTEO: Leave(
        "osteopath", "Register of osteopaths", "DEMO-OS-0303", 56, -600, 210,
        regions=("head-neck", "shoulder", "arm", "elbow", "forearm", "wrist", "hand", "lumbar", "hip", "thigh", "leg"),
        techniques=("superficial", "deep-static", "deep-pistoning"),
        note="The course left out foot, knee and chest wall.",
    ),
    CHIRO: Leave(
        "chiropractor", "Register of chiropractors", "DEMO-CH-0404", 40, -500, 150, without=("thorax",),
        techniques=("superficial", "deep-static", "deep-pistoning", "rotation"),
        note="Insured for everything but sites over the lung.",
    ),
}  # fmt: skip

"""Adds a practice with its first site and its owner, who then adds everybody else."""

from __future__ import annotations

import argparse
import getpass
import re
import secrets
import sys

from .errors import CommandError
from .installation import database_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `practice` can be told."""
    parser.add_argument("what", choices=["add"], help="add: make a new practice")
    parser.add_argument("name", metavar="NAME", help="name of the practice, as patients know it")
    parser.add_argument("--owner", required=True, metavar="EMAIL", help="address that the owner logs in with")
    parser.add_argument("--owner-name", metavar="NAME", help="the owner's name as on notes (the address, if left out)")
    parser.add_argument("--site", default="Main site", help="name of the first site")
    parser.add_argument("--jurisdiction", default="IE", help="whose law holds: IE, GB, US-CO ... (IE)")
    parser.add_argument("--time-zone", default="Europe/Dublin", help="the practice's time zone (Europe/Dublin)")
    parser.add_argument(
        "--generate", action="store_true", help="make a pass phrase and print it, instead of asking for one"
    )


def run(options: argparse.Namespace) -> int:
    """Check what was given, ask for the pass phrase, and make the practice: all of it or nothing."""
    _check(options)
    with database_up():
        from .schema import bring_up_to_date

        bring_up_to_date(lambda _line: None)
        _check_owner(options.owner)
        phrase = _pass_phrase(options)
        practice = _make(options, phrase)
    print(f"Practice {options.name} is made ({practice}).")
    if options.generate:
        print(f"Log in as {options.owner} with: {phrase}")
        print("This is shown once. Change it after the first log-in, under Account.")
    return 0


def _check(options: argparse.Namespace) -> None:
    from zoneinfo import available_timezones

    from filiform.knowledge.jurisdictions import is_place

    if not options.name.strip() or len(options.name) > 200 or "\x00" in options.name:
        raise CommandError("Give the practice a name of 1 to 200 characters.", 2)
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", options.jurisdiction) or not is_place(options.jurisdiction):
        raise CommandError(f"{options.jurisdiction!r} is no country code. Write IE, GB, or with the state US-CO.", 2)
    if options.time_zone not in available_timezones():
        raise CommandError(f"{options.time_zone!r} is no time zone. Write it like Europe/Dublin.", 2)


def _check_owner(email: str) -> None:
    from django.contrib.auth import get_user_model
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError as problem:
        raise CommandError(f"{email!r} is no e-mail address. Write it like name@clinic.example.", 2) from problem
    if get_user_model().objects.filter(email__iexact=email).exists():
        raise CommandError(f"{email} can log in already. Give another address with --owner.", 2)


def _pass_phrase(options: argparse.Namespace) -> str:
    if options.generate:
        return "-".join(secrets.token_hex(3) for _ in range(5))
    if not sys.stdin.isatty():
        raise CommandError("There is no terminal to ask for a pass phrase on. Add --generate.", 2)
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    while True:
        phrase = getpass.getpass(f"Pass phrase for {options.owner} (12 characters or more): ")
        try:
            validate_password(phrase)
        except ValidationError as problem:
            print(" ".join(problem.messages), file=sys.stderr)
            continue
        if getpass.getpass("The same again: ") == phrase:
            return phrase
        print("The two differ. Once more.", file=sys.stderr)


def _make(options: argparse.Namespace, phrase: str) -> object:
    from django.db import transaction

    from filiform.foundation.accounts.models import Membership, User
    from filiform.foundation.accounts.roles import Role
    from filiform.foundation.tenancy.models import Practice, Site
    from filiform.foundation.tenancy.scope import SYSTEM, enter

    name = options.owner_name or options.owner
    with transaction.atomic():
        practice = Practice.objects.create(
            name=options.name.strip(), jurisdiction=options.jurisdiction, time_zone=options.time_zone
        )
        with enter(practice=practice.id, actor=SYSTEM, origin="command"):
            Site.objects.create(name=options.site)
            user = User.objects.create_user(options.owner, phrase, name=name)
            Membership.objects.create(user=user, roles=[Role.OWNER], display_name=name)
    return practice.id

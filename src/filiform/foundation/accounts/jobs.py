"""Letters that leave the house: sent by the worker, tried again for a day when the mail server does not answer."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from filiform.foundation.tenancy.models import Practice

from .models import User

#: 3, 9, 27 ... seconds: about a day in ten tries.
PATIENCE = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(retry=PATIENCE)
def send_letter(to: str, subject: str, text: str) -> None:
    """Send one letter of plain text; a failure is raised, and the worker tries again."""
    EmailMessage(subject=subject, body=text, to=[to]).send()


@app.task(retry=PATIENCE)
def send_invitation(user: str, practice: str, origin: str, link: bool) -> None:
    """Tell somebody of their membership; with a link to choose a password where they have none or `link` asks for it.

    The link is made here, so that it never waits in the list of jobs.
    """
    from .links import password_link

    person = User.objects.get(id=UUID(user))
    place = Practice.objects.get(id=UUID(practice))
    needs_link = link or not person.has_usable_password()
    context = {
        "name": person.name,
        "practice": place.name,
        "origin": origin,
        "link": password_link(person, origin) if needs_link else "",
    }
    with translation.override("en-gb"):
        subject = " ".join(render_to_string("accounts/letters/invitation_subject.txt", context).split())
        text = render_to_string("accounts/letters/invitation.txt", context).strip() + "\n"
    send_letter(to=person.email, subject=subject, text=text)

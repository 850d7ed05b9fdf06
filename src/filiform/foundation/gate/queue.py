"""What a browser kept and sends later: whose it is, and answers that the browser's queue understands.

A form that must not be lost is written down in the browser before it is sent (docs/offline.md). The queue sends it
with the header `Filiform-Queue: <user> <practice>`, and ` late` behind it when nobody waits for the answer any more.
The answer says in plain words of JSON what became of it, where a browser would otherwise follow a redirect and see
only some page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponseBase, JsonResponse

HEADER = "Filiform-Queue"


@dataclass(frozen=True)
class Sender:
    """Who wrote it (ids as text), and whether it comes late."""

    user: str
    practice: str
    late: bool


def sender_of(request: HttpRequest) -> Sender | None:
    """Who the queue says it sends for; None for what the browser sends itself."""
    words = request.headers.get(HEADER, "").split()
    if len(words) < 2:
        return None
    return Sender(user=words[0], practice=words[1], late="late" in words[2:])


class QueueAnswers:
    """Middleware: sends nothing in another person's name, and answers the queue in its own words.

    States: `taken` (with `to`, the page that shows it), `log-in`, `locked`, `other-person`, `other-practice`, `token`.
    All but `taken` leave the entry where it is. A refusal is the page that says why, as for every form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sender = sender_of(request)
        if sender is None:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return stopped("log-in")
        if str(request.user.pk) != sender.user:
            return stopped("other-person")
        told = _told(request) if sender.late else []
        response = self.get_response(request)
        if sender.late:
            _tell_again(request, told)
        return _answer(request, response)


def stopped(state: str) -> JsonResponse:
    """Not taken, and not refused either: the entry waits."""
    return JsonResponse({"state": state}, status=401 if state in ("log-in", "locked") else 409)


def elsewhere(request: HttpRequest, practice: object) -> JsonResponse | None:
    """The answer to what was written in another practice of the same person; None for what belongs here."""
    sender = sender_of(request)
    if sender is None or sender.practice == str(practice):
        return None
    return stopped("other-practice")


def _answer(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, JsonResponse):
        return response
    if not request.user.is_authenticated:
        return stopped("log-in")
    if getattr(request, "token_failed", False):
        return stopped("token")
    if response.status_code >= 400:
        # A proxy or a network's own page can answer with such a status too; this one is ours.
        response[HEADER] = "refused" if response.status_code < 500 else "fault"
        return response
    return JsonResponse({"state": "taken", "to": response.get("Location") or response.get("HX-Redirect") or ""})


def _told(request: HttpRequest) -> list[Message]:
    """What waits to be told on the next page."""
    storage: Any = messages.get_messages(request)
    found = list(storage)
    storage.used = False  # looked at, not told
    return found


def _tell_again(request: HttpRequest, before: list[Message]) -> None:
    """Keep what waited `before`, and warnings: nobody needs to be told late, ten times, that ten needles are in.

    Whatever page was drawn now is looked at by nobody.
    """
    since = list(messages.get_messages(request))[len(before) :]
    for one in [*before, *(one for one in since if one.level >= messages.WARNING)]:
        messages.add_message(request, one.level, one.message)

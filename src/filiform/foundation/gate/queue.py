"""What a browser kept and sends later: whose it is, and answers that the browser's queue understands.

A form that must not be lost is written down in the browser before it is sent (docs/offline.md). The queue sends it
with the header `Filiform-Queue: <user> <practice>`, and ` late` behind it when nobody waits for the answer any more.
The answer says in plain words of JSON what became of it, where a browser would otherwise follow a redirect and see
only some page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
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
        return _answer(request, sender, self.get_response(request))


def stopped(state: str) -> JsonResponse:
    """Not taken, and not refused either: the entry waits."""
    return JsonResponse({"state": state}, status=401 if state in ("log-in", "locked") else 409)


def elsewhere(request: HttpRequest, practice: object) -> JsonResponse | None:
    """The answer to what was written in another practice of the same person; None for what belongs here."""
    sender = sender_of(request)
    if sender is None or sender.practice == str(practice):
        return None
    return stopped("other-practice")


def _answer(request: HttpRequest, sender: Sender, response: HttpResponseBase) -> HttpResponseBase:
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
    if sender.late:
        _keep_only_warnings(request)
    return JsonResponse({"state": "taken", "to": response.get("Location") or response.get("HX-Redirect") or ""})


def _keep_only_warnings(request: HttpRequest) -> None:
    """Nobody needs to be told ten times that ten needles are in; what did not go as meant is told on the next page."""
    told = list(messages.get_messages(request))
    for one in told:
        if one.level >= messages.WARNING:
            messages.add_message(request, one.level, one.message)

"""Log-out: while needles of one's own are in, it is said first, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from filiform.foundation.gate.public import open_while_locked, public
from filiform.foundation.tenancy.scope import enter
from filiform.journey.treatment.public import RoomWithNeedles, rooms_with_needles


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_while_locked
@public
def log_out(request: HttpRequest) -> HttpResponseBase:
    """The library's log-out; with needles of one's own in place it names the rooms first, and takes `all-the-same`."""
    # The library's views read its settings, which are there when the first page is asked for.
    from allauth.account.views import logout

    if request.method == "POST" and not request.POST.get("all-the-same"):
        rooms = _own_rooms(request)
        if rooms:
            return render(request, "visit/log_out.html", {"rooms": rooms}, status=409)
    answer: HttpResponseBase = logout(request)
    return answer


def _own_rooms(request: HttpRequest) -> list[RoomWithNeedles]:
    """Rooms with needles that this person placed, or of visits of theirs, in the practice they work in now."""
    member = getattr(request, "member", None)
    if not request.user.is_authenticated or member is None:
        return []
    with enter(practice=member.practice_id, actor=member.actor):
        return [room for room in rooms_with_needles() if request.user.pk in room.hands]

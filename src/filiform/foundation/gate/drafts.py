"""Drafts: what was typed is kept until it is recorded, for the same user at the same page."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.reading import reading
from filiform.foundation.tenancy.scope import current, forget

from .models import Draft

#: Never kept: secrets and what belongs to the sending itself; also where a name only contains one of these.
LEFT_OUT = ("csrfmiddlewaretoken", "login", "code", "credential")
SECRET = ("password", "passphrase", "secret", "token")
#: A draft is a few screens of text; what is larger is refused rather than cut.
LARGEST = 200_000
#: Drafts nobody came back to are cleared.
KEPT_FOR = timedelta(days=14)


class DraftTooLarge(ValueError):
    """The draft has more than LARGEST characters."""


def keep(path: str, fields: dict[str, list[str]]) -> Draft:
    """Keep `fields` (name to values) as the draft of this user at `path`, replacing an earlier one."""
    content = {
        name[:100].replace("\x00", ""): [value.replace("\x00", "") for value in values]
        for name, values in fields.items()
        if _is_kept(name)
    }
    if len(json.dumps(content)) > LARGEST:
        raise DraftTooLarge
    draft, _created = Draft.objects.update_or_create(
        practice_id=current().practice,
        user_id=_author(),
        path=_plain(path),
        defaults={"fields": content},
    )
    return draft


def _is_kept(name: str) -> bool:
    return name not in LEFT_OUT and not name.startswith("_") and not any(part in name.lower() for part in SECRET)


def keep_body(path: str, body: QueryDict) -> None:
    """Keep the body of a POST that could not be answered now; too large a body is given up."""
    try:
        keep(path, {name: body.getlist(name) for name in body})
    except DraftTooLarge:
        return


def find(path: str) -> Draft | None:
    """The draft of this user at `path`, if any."""
    return _draft.first(_author(), _plain(path))


@reading
def _draft(user: UUID, path: str) -> QuerySet[Draft]:
    return Draft.objects.filter(user_id=user, path=path)


def drop(path: str, *, only: str | None = None) -> None:
    """Forget the draft of this user at `path`: it was recorded, or discarded. `only` the one of that `event`."""
    found = Draft.objects.filter(user_id=_author(), path=_plain(path))
    if only is not None:
        found = found.filter(fields__event=[only])
    found.delete()
    forget()


def clear_old() -> int:
    """Clear drafts older than KEPT_FOR in this practice; returns how many."""
    cleared = Draft.objects.filter(saved_at__lt=now() - KEPT_FOR).delete()[0]
    forget()
    return cleared


def as_data(draft: Draft) -> QueryDict:
    """The draft as form data."""
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, values)
    return data


def overtaken(draft: Draft | None, saved: Any) -> dict[str, Any] | None:
    """Who saved the page and when, where `draft` was typed on an earlier state of it; None where it was not.

    `saved` is the newest row of the page (id, author, recorded_at) or None; the form carries the id of the row that
    it was drawn from as `based_on`.
    """
    if draft is None or saved is None or draft.fields.get("based_on", [""])[0] == str(saved.id):
        return None
    return {"who": saved.author.name if saved.author else "Filiform", "when": saved.recorded_at}


def _author() -> UUID:
    # Drafts are typed on pages, where a user acts; the system itself has none.
    return cast(UUID, current().actor.user)


def _plain(path: str) -> str:
    return path.replace("\x00", "").partition("?")[0].partition("#")[0][:300]

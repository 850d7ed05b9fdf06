"""Where a find goes: there, not there, stopped, or open; decided by the words around it."""

from __future__ import annotations

from filiform.knowledge.lexicon import cues
from filiform.knowledge.lexicon.denial import Told
from filiform.knowledge.lexicon.phrases import Hit


def _open(hit: Hit, local: cues.Cues) -> bool:
    """Say whether the words leave open whether it is there; a symptom that someone worries about is there."""
    return local.uncertain or (local.feared and hit.entry.field == "conditions")


def _can_be_ahead(hit: Hit) -> bool:
    """Say whether what is told may be to come: an implant, an operation, an injection."""
    timed = hit.entry.within_weeks is not None or "recent-surgery" in hit.entry.codes
    operation = timed and hit.entry.field == "conditions"
    return hit.entry.field == "implants" or operation


def sort(
    hit: Hit,
    cue: cues.Cues,
    local: cues.Cues,
    sets: dict[str, set[str]],
    how: Told,
    limit: float | None,
    *,
    aside: bool,
) -> None:
    """Sort one find into the sets; a symptom told aside, among the conditions, may be of today or not: it is asked.

    `limit` is the number of weeks in which it still counts, None where time does not matter.
    """
    entry = hit.entry
    codes = entry.codes
    faded = entry.fades is not None and local.ago is not None and local.ago >= entry.fades
    once = local.once and entry.field == "medications"
    over = entry.past is not None and (local.past or faded) and not local.recent
    if entry.past is not None and over:
        # What was so in the past and means something else now, or nothing, is no longer so.
        sets["negated"] |= {f"{entry.field}:{code}" for code in codes if code not in entry.past}
        codes = entry.past
    places = (local.places or cue.places) if entry.located else ()
    if entry.drains:
        places = cues.drained(places, local.sides or cue.sides, entry.drains)
    if entry.limb:
        places = cues.limbs(places)
    named = {f"{entry.field}:{c}:{p}" if p else f"{entry.field}:{c}" for c in codes for p in (places or ("",))}
    if how is Told.OTHERS or (entry.only_recent and local.weeks is None and not local.recent):
        return
    if (entry.today == "only" and not cue.today) or (entry.today == "unless" and cue.other_days and not cue.today):
        if entry.today == "unless" and cue.daily:
            sets["uncertain"] |= named  # who drinks every day may have done so today
        return
    if entry.field == "medications" and how is Told.YES and local.planned and not local.stopped:
        sets["uncertain"] |= named
    elif how is Told.YES and local.dropped and _can_be_ahead(hit):
        sets["uncertain" if local.changed else "negated"] |= named
    elif how is Told.YES and local.ahead and local.ago is None and not local.past and _can_be_ahead(hit):
        # "Waiting for a new knee" is none; "pacemaker, battery change planned" and what may have been are asked.
        there = local.weeks is not None or local.recent or local.changed
        sets["uncertain" if there else "negated"] |= named
    elif entry.field == "implants" and how is Told.YES and cue.removed is not False:
        sets["uncertain" if cue.removed is None else "negated"] |= named
    elif local.stopped and entry.field == "medications" and local.weeks is not None and 2 <= local.weeks < entry.lasts:
        sets["codes"] |= named  # stopped, and not out of the body or its effects not over
    elif local.stopped and entry.field == "medications":
        long_ago = local.weeks is not None and local.weeks >= 2
        sets["stopped" if long_ago else "uncertain"] |= named
        if long_ago:
            sets["negated"] |= named
    elif how is Told.NO:
        sets["negated"] |= {f"{entry.field}:{code}" for code in codes}
    elif aside or once or how is Told.PERHAPS or (_open(hit, local) and (over or not entry.suspected_counts)):
        sets["uncertain"] |= named
    elif limit is not None and not local.recent:
        if local.weeks is None and not local.past:
            sets["uncertain"] |= named
        else:
            lately = local.weeks is not None and local.weeks <= limit
            sets["codes" if lately else "negated"] |= named
    else:
        sets["codes"] |= named
        sets["maybe"] |= {f"{entry.field}:{code}" for code in entry.maybe}

"""The specification of a verdict: every rule judged by itself, slowly, with nothing remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from filiform.core.screening.history import History
from filiform.core.screening.outcome import Need, Outcome, Reason, Truth
from filiform.core.screening.rules import REFERRALS, Action, Class, Policy, Rule, RuleBook
from filiform.core.screening.setting import Setting
from filiform.core.screening.verdict import Finding, Missing, Status, Verdict
from filiform.core.values import Site

_CLASSES = {each: rank for rank, each in enumerate(Class)}
_ACTIONS = {each: rank for rank, each in enumerate(Action)}
_STATUSES = {each: rank for rank, each in enumerate(Status)}
# Emergencies lead; after them what a changed plan or a letter can mend; then what nothing mends today.
_FIXABLE = {
    Action.REFER_EMERGENCY: 0,
    Action.REFER_URGENT: 1,
    Action.NO_ELECTRICAL_STIMULATION: 2,
    Action.AVOID_SITE: 3,
    Action.MEDICAL_CLEARANCE: 4,
    Action.DO_NOT_NEEDLE: 5,
    Action.MODIFY_TECHNIQUE: 6,
    Action.PROCEED_WITH_MONITORING: 7,
}
NO_POLICY = Policy()


def screen(history: History, book: RuleBook, on: date, policy: Policy = NO_POLICY) -> Verdict:
    """Judge a history by every rule of the book on a day (clearances are held against it).

    An answer that was given always counts. An answer that is missing counts where it matters, and always when
    the question was put: it then gives `ask`, never `clear`.
    """
    thresholds: Mapping[str, float] = {**book.thresholds, **(policy.thresholds or {})}
    whole = Setting(history, book.groups, thresholds)
    planned = history.sites()
    sites = None if planned is None else tuple(sorted(set(planned), key=str))
    fired: dict[str, Finding] = {}
    each: list[Finding] = []
    asked: list[tuple[Rule, str | None, Need]] = []
    for rule in book.rules:
        for setting in _settings(rule, whole, sites):
            outcome = rule.when.judge(setting)
            if outcome.truth is Truth.YES:
                finding = _finding(rule, outcome, setting.here, history, on, policy)
                each.append(finding)
                fired[rule.item] = _stricter(fired.get(rule.item), finding)
            elif outcome.truth is Truth.UNKNOWN:
                here = str(setting.here) if setting.here else None
                asked += [(rule, here, need) for need in _counting(rule, outcome, setting, policy)]
    findings = _ordered(f for f in fired.values() if not _yields(f, fired, book))
    missing = _missing((rule.item, need) for rule, _, need in asked)
    return Verdict(
        status=_status(findings, bool(missing), bool(history.unrecognised)),
        findings=findings,
        missing=missing,
        unrecognised=history.unrecognised,
        site_status=_site_status(sites or (), each, asked, bool(history.unrecognised)),
        version=book.version,
    )


def needed(history: History, book: RuleBook, on: date, policy: Policy = NO_POLICY) -> tuple[Missing, ...]:
    """Give the answers that `clear` still needs; over a bare context, the published list for such a visit."""
    return screen(history, book, on, policy).missing


def _settings(rule: Rule, whole: Setting, sites: tuple[Site, ...] | None) -> list[Setting]:
    if not rule.per_site or sites is None:
        return [whole]
    return [replace(whole, here=site) for site in sites]


def _counting(rule: Rule, outcome: Outcome, setting: Setting, policy: Policy) -> tuple[Need, ...]:
    """Give the needs that count: all where the rule matters, else those whose question was put in vain.

    Law asks of its own accord only where it binds.
    """
    binding = rule.law_of is None or f"{policy.jurisdiction}-".startswith(f"{rule.law_of}-")
    if binding and rule.matters.judge(setting).truth is not Truth.NO:
        return outcome.needs
    return tuple(need for need in outcome.needs if setting.history.in_vain(need.field, need.codes))


def _finding(rule: Rule, outcome: Outcome, here: Site | None, history: History, on: date, policy: Policy) -> Finding:
    class_, action = rule.class_, rule.action
    binding = rule.law_of is None or f"{policy.jurisdiction}-".startswith(f"{rule.law_of}-")
    if not binding and rule.elsewhere:
        class_, action = rule.elsewhere
    ruling = (policy.rulings or {}).get(rule.item)
    # A practice may weigh guidelines otherwise; it cannot talk an emergency down, nor binding law.
    by_policy = ruling is not None and not _fixed(rule, binding)
    if by_policy and ruling:
        class_, action = ruling
    clearable = class_ is Class.RELATIVE and action is Action.MEDICAL_CLEARANCE
    return Finding(
        item=rule.item,
        rule=rule.id,
        chapter=rule.chapter,
        label=rule.label,
        class_=class_,
        action=action,
        because=tuple(sorted(outcome.because, key=_by_field)),
        sites=(str(here),) if here else (),
        sources=rule.sources,
        disagreement=rule.disagreement,
        guidance=rule.guidance,
        where_to=rule.where_to,
        clearable=clearable,
        cleared=clearable and any(c.item == rule.item and c.holds(on) for c in history.clearances),
        law_of=rule.law_of,
        binding=binding,
        by_policy=by_policy,
        reviewed=rule.reviewed,
    )


def _by_field(reason: Reason) -> tuple[str, str]:
    return reason.field, str(reason.value)


def _fixed(rule: Rule, binding: bool) -> bool:
    emergency = rule.class_ in (Class.RED_FLAG, Class.SERIOUS_ADVERSE_EVENT) or rule.action in REFERRALS
    return emergency or (rule.law_of is not None and binding)


def _weight(finding: Finding) -> tuple[int, int, int]:
    return _STATUSES[finding.status], _CLASSES[finding.class_], _ACTIONS[finding.action]


def _stricter(old: Finding | None, new: Finding) -> Finding:
    """Join two findings of one item: the stricter one leads, causes and sites of both are kept."""
    if old is None:
        return new
    lead = new if _weight(new) > _weight(old) else old
    because: tuple[Reason, ...] = tuple(sorted({*old.because, *new.because}, key=_by_field))
    sites = lead.sites if old.rule != new.rule else tuple(dict.fromkeys((*old.sites, *new.sites)))
    return replace(lead, because=because, sites=sites)


def _yields(finding: Finding, fired: Mapping[str, Finding], book: RuleBook) -> bool:
    """Say whether a better-fitting finding, at least as strict in status, stands in its place."""
    rule = next(rule for rule in book.rules if rule.id == finding.rule)
    rank = _STATUSES[finding.status]
    return any(item in fired and _STATUSES[fired[item].status] >= rank for item in rule.yields_to)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    def key(finding: Finding) -> tuple[int, int, int, str]:
        rank = _STATUSES[finding.status]
        return -rank, _FIXABLE[finding.action], -_CLASSES[finding.class_], finding.item

    return tuple(sorted(findings, key=key))


def _missing(asked: Iterable[tuple[str, Need]]) -> tuple[Missing, ...]:
    codes: dict[str, set[str]] = {}
    items: dict[str, set[str]] = {}
    for item, need in asked:
        codes.setdefault(need.field, set()).update(need.codes)
        items.setdefault(need.field, set()).add(item)
    return tuple(Missing(f, tuple(sorted(codes[f])), tuple(sorted(items[f]))) for f in codes)


def _status(findings: Iterable[Finding], missing: bool, unrecognised: bool) -> Status:
    statuses = [finding.status for finding in findings]
    if Status.STOP in statuses:
        return Status.STOP
    if missing or unrecognised:
        return Status.ASK
    return Status.CAUTION if statuses else Status.CLEAR


def _site_status(
    sites: tuple[Site, ...],
    findings: list[Finding],
    asked: list[tuple[Rule, str | None, Need]],
    unrecognised: bool,
) -> dict[str, Status]:
    """Judge each planned site by the findings and gaps that are about it or about the whole person."""
    result = {}
    for name in map(str, sites):
        mine = [finding for finding in findings if not finding.sites or name in finding.sites]
        open_ = any(here is None or here == name for _, here, _ in asked)
        result[name] = _status(mine, open_, unrecognised)
    return result

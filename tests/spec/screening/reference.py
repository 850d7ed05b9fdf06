"""The specification of a verdict: every rule judged by itself, slowly, with nothing remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from filiform.core.screening.history import History
from filiform.core.screening.outcome import Need, Outcome, Reason, Truth
from filiform.core.screening.rules import REFERRALS, Action, Class, How, Policy, Rule, RuleBook, Stricter, Weight
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
    thresholds = _thresholds(book, policy)
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
    ruled = None
    if ruling is not None and not _emergency(rule):
        class_, action, ruled = _ruled(rule, class_, action, binding, ruling)
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
        ruled=ruled,
        reviewed=rule.reviewed,
    )


def _by_field(reason: Reason) -> tuple[str, str]:
    return reason.field, str(reason.value)


def _emergency(rule: Rule) -> bool:
    return rule.class_ in (Class.RED_FLAG, Class.SERIOUS_ADVERSE_EVENT) or rule.action in REFERRALS


def _ruled(
    rule: Rule, class_: Class, action: Action, binding: bool, wanted: Weight
) -> tuple[Class, Action, Weight | None]:
    """Give class and action under a ruling, said in words of its own: what may not be softened stays."""
    stops = class_ is Class.ABSOLUTE or action in (Action.DO_NOT_NEEDLE, Action.AVOID_SITE)
    asks = not stops and class_ is Class.RELATIVE and action is Action.MEDICAL_CLEARANCE
    own = Weight.STOP if stops else Weight.CLEARANCE if asks else Weight.WEIGH
    order = [Weight.NOTE, Weight.WEIGH, Weight.CLEARANCE, Weight.STOP]
    softer = order.index(wanted) < order.index(own)
    if softer and _firm(rule, binding, stops):
        return class_, action, None
    if wanted is Weight.NOTE and (stops or class_ is Class.RELATIVE):
        if own is Weight.WEIGH:
            return class_, action, None
        wanted = Weight.WEIGH
    if wanted is own:
        return class_, action, wanted
    if wanted is Weight.STOP:
        return class_, Action.AVOID_SITE if rule.per_site else Action.DO_NOT_NEEDLE, wanted
    if wanted is Weight.CLEARANCE:
        return Class.RELATIVE, Action.MEDICAL_CLEARANCE, wanted
    if class_ is Class.ABSOLUTE:
        class_ = Class.RELATIVE
    if wanted is Weight.NOTE:
        return class_, Action.PROCEED_WITH_MONITORING, wanted
    mild = action in (Action.MODIFY_TECHNIQUE, Action.PROCEED_WITH_MONITORING)
    return class_, action if mild else Action.MODIFY_TECHNIQUE, wanted


def _firm(rule: Rule, binding: bool, stops: bool) -> bool:
    """Whether a rule stays as strict as it is: binding law, a right, a stop on which all sources agree."""
    if rule.right or (rule.law_of is not None and binding):
        return True
    classes = [source.class_ for source in rule.sources if source.class_ is not None]
    ours_alone = all(source.how is How.PRODUCT for source in rule.sources)
    agreed = not rule.disagreement and not ours_alone and all(each == "absolute" for each in classes)
    return stops and agreed and (rule.class_ is Class.ABSOLUTE or len(classes) > 0)


def _thresholds(book: RuleBook, policy: Policy) -> Mapping[str, float]:
    """Give the thresholds with the practice's, as far as they may be set and never looser where something is firm."""
    found = dict(book.thresholds)
    for name, value in (policy.thresholds or {}).items():
        range_ = book.ranges.get(name)
        if name not in found or range_ is None or value != value or value in (float("inf"), float("-inf")):
            continue
        low, high = range_.low, range_.high
        for rule in book.rules:
            names = {getattr(leaf, "bound", None) for c in (rule.when, rule.matters) for leaf in c.leaves()}
            binding = rule.law_of is None or f"{policy.jurisdiction}-".startswith(f"{rule.law_of}-")
            class_, action = (rule.class_, rule.action) if binding or not rule.elsewhere else rule.elsewhere
            stops = class_ is Class.ABSOLUTE or action in (Action.DO_NOT_NEEDLE, Action.AVOID_SITE)
            if name in names and (_emergency(rule) or _firm(rule, binding, stops)):
                low = max(low, found[name]) if range_.stricter is Stricter.HIGHER else low
                high = min(high, found[name]) if range_.stricter is Stricter.LOWER else high
        found[name] = min(max(value, low), high)
    return found


def _weight(finding: Finding) -> tuple[int, bool, int, int]:
    refers = finding.action in (Action.REFER_URGENT, Action.REFER_EMERGENCY)
    return _STATUSES[finding.status], refers, _CLASSES[finding.class_], _ACTIONS[finding.action]


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

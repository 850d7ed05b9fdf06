"""Sentences for the findings of the needling rule book, as the command line prints them."""

from __future__ import annotations

from filiform.core.needling import Level, NeedleFinding
from filiform.knowledge.loader import load
from filiform.knowledge.screening import places

NOT_SAFE = (
    "Published distances were measured in the people named. None is a safe depth for this patient, and a plan "
    "without findings is not a promise of safety. No clinician has reviewed these rules yet."
)
WORDS = {
    "size-unknown": "The needle's size is not known. Give length and diameter.",
    "size-implausible": "{value} mm is outside {low:g} to {high:g} mm. Check the figure.",
    "number-implausible": "{value} needles in one session is outside 0 to {high}. Check the figure.",
    "depth-implausible": "This depth cannot be. Give millimetres from 0 up.",
    "depth-beyond-length": "{depth:g} mm is deeper than the needle is long ({length:g} mm).",
    "lot-unknown": "The lot is not known. Take a needle from a lot that stock knows, and name it.",
    "lot-status-unknown": "Whether lot {lot} was recalled or set aside is not said. Look it up in stock.",
    "lot-recalled": "Lot {lot} is recalled. Take another and set this box aside.",
    "lot-quarantined": "Lot {lot} is set aside. Take another.",
    "lot-expiry-unknown": "The last day of lot {lot} is not known. Read it on the box.",
    "lot-expired": "Lot {lot} expired on {expires}. Take another and put this box away.",
    "credential-missing": "No credential is given. Needling is planned only within one that is valid on the day.",
    "credential-suspended": "The credential is suspended.",
    "credential-end-unknown": "The credential has no last day. Complete it.",
    "credential-lapsed": "The credential has lapsed. Renew it before needling.",
    "credential-not-begun": "The credential has not begun yet.",
    "credential-region": "The credential does not cover this region: {region}.",
    "credential-excludes": "The credential leaves out this group: {group}.",
    "credential-structure": "The credential leaves out {structure}.",
    "credential-technique": "The credential does not cover this technique: {technique}.",
    "credential-electrical": "The credential does not cover electrical stimulation.",
    "cover-unknown": "The practitioner's insurance is not given. Check that it covers this site and technique.",
    "cover-end-unknown": "The insurance ({insurer}) has no last day. Check that it holds today.",
    "cover-not-begun": "The insurance ({insurer}) has not begun yet.",
    "cover-technique-unknown": "The insurance ({insurer}) leaves out some techniques. Say which one is planned.",
    "cover-lapsed": "The insurance ({insurer}) has lapsed.",
    "cover-excludes": "The insurance ({insurer}) leaves out this {what}: {value}.",
    "others-unknown": "The session's other sites are not given; both sides of the chest are not needled together.",
    "both-sides-of-thorax": "Both sides of the chest in one session would put both lungs at risk together.",
    "thorax-side-unknown": "Say the side of each site over the lung: both sides are not needled together.",
    "field-not-read": "There is no field {name}, so it was not read. Correct its name, or leave it out.",
    "words-not-read": "What {name} says was not understood: {text}. Say it in other words.",
    "site-barred": "Not needled: {label}. {guidance}",
    "site-special": "{label}. {guidance}",
    "hazard": "In the way at {structure}: {hazard}.",
    "hazards-unknown": "Nothing is on file about what lies near {structure}. That is not a promise.",
    "ultrasound-advised": "Ultrasound guidance is advised for {structure}.",
    "size-against-law": "The law here names {low:g} to {high:g} mm for this site.",
    "longer-than-named": "Longer than any needle that a source names for {structure} ({high:g} mm).",
    "electrical-over-thorax": "Electrical stimulation over the chest: weigh it.",
    "electrical-front-of-neck": "No electrical stimulation at the front of the neck: {structure}.",
    "electrical-across-chest": "Between {structure} and {pair} the current would cross the chest.",
    "electrical-side-unknown": "Say both sides of the lead: current must not cross the chest.",
    "electrical-pair-unknown": "Say where the other needle of the lead is: current must not cross chest or neck.",
    "electrical-implant": "With an active implant no electrical stimulation.",
    "electrical-implant-unknown": "Ask about pacemaker, defibrillator and other active implants before any current.",
    "electrical-pregnancy": "No electrical stimulation in pregnancy.",
    "electrical-pregnancy-unknown": "Ask about pregnancy before any current.",
    "electrical-setting-implausible": "This setting cannot be. It has to lie above 0 and at most at {high:g}.",
    "electrical-setting-unusual": "Outside what sources describe ({low:g} to {high:g}).",
    "policy-never": "The practice does not needle here: {place}.",
    "policy-ultrasound": "The practice needles here only under ultrasound: {place}.",
    "policy-named": "Only practitioners whom the practice names needle here: {place}.",
    "policy-longest": "The practice takes needles of at most {high:g} mm in {structure}.",
    "policy-reach": "The practice stays short of {low:g} mm in {structure}. It is no safe depth for this patient.",
    "policy-reach-length": "Planned short of the practice's {low:g} mm in {structure}; this needle is longer.",
    "policy-most-needles": "{value} needles; the practice places at most {high} in one session.",
    "policy-needles-unknown": "Say how many needles the session comes to: the practice places at most {high}.",
}
REACHED = {
    "reach-meets-published-distance": "The planned reach of {reach_mm:g} mm meets a published distance. ",
    "length-meets-published-distance": (
        "Planned short of a published distance that this needle of {reach_mm:g} mm is long enough to reach. "
    ),
    "published-distance": "",
}


#: What a practice makes of both sides of the chest.
SAYS = {Level.REFUSE: "not needled", Level.CAUTION: "weigh it", Level.NOTE: "note it"}


def sentence(finding: NeedleFinding) -> str:
    """The finding in a sentence."""
    told = {name: _plain(name, value) for name, value in finding.params}
    if finding.code in REACHED:
        row = load().distances[str(finding.get("distance"))]
        lead = REACHED[finding.code].format(**told) if finding.get("reach_mm") is not None else ""
        return f"{lead}{row.site}: {row.figure} (measured in: {row.population}). Not a safe depth for this patient."
    if finding.code == "cover-excludes" and finding.get("what") == "electrical":
        return "The insurance ({insurer}) leaves out electrical stimulation.".format(**told)
    text = WORDS[finding.code].format(**told).strip()
    if finding.code in ("both-sides-of-thorax", "thorax-side-unknown", "others-unknown"):
        if finding.by_policy:
            return f"{text} It is law in South Africa; here the practice's policy says: {SAYS[finding.level]}."
        return text + (" The law here bars it." if finding.get("law") else " It is law in South Africa; weigh it here.")
    return f"Practice policy: {text}" if finding.by_policy else text


def _plain(name: str, value: object) -> object:
    """Ids of structures and techniques as their labels; what was no number as such."""
    if name in ("structure", "pair") or (name == "value" and isinstance(value, str)):
        known = load().structures.get(str(value))
        return known.label if known else value
    if name == "place":
        return places.label(str(value))
    if name == "lot" and not value:
        return "without a number"
    return value

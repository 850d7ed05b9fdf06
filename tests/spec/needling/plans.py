"""Plans and what is found on them: a sound one, and what changes when one answer changes."""

from __future__ import annotations

CREDENTIAL = {"valid_from": "2025-01-01", "valid_until": "2026-12-31", "electrical": True}
INSURANCE = {"insurer": "Balens", "valid_until": "2026-12-31"}
CALF = {
    "on": "2026-03-02",
    "jurisdiction": "IE",
    "site": "left soleus distal",
    "length_mm": 40,
    "diameter_mm": 0.30,
    "depth_mm": 20,
    "technique": "deep-static",
    "guidance": "landmark",
    "electrical_stimulation": False,
    "lot": {"number": "A1", "expires": "2027-01-31", "status": "usable"},
    "others": [],
    "practitioner": {"credential": CREDENTIAL, "insurance": INSURANCE},
}
CURRENT = {"pair": "left vastus lateralis", "frequency_hz": 2, "active_implant": "no", "pregnant": "no"}


def who(credential=None, insurance=None):
    return {"credential": CREDENTIAL | (credential or {}), "insurance": INSURANCE | (insurance or {})}


GONE = "(left out)"
PLANS = [
    ("a sound plan", {}, set()),
    # needle
    ("length left out", {"length_mm": GONE}, {("size-unknown", "refuse")}),
    ("length unknown", {"length_mm": "unknown"}, {("size-unknown", "refuse")}),
    ("size in one", {"length_mm": GONE, "diameter_mm": GONE, "needle": "0.30 x 40 mm"}, set()),
    ("centimetres", {"length_mm": "4 cm"}, set()),
    ("a slip of the pen", {"diameter_mm": 30}, {("size-implausible", "refuse")}),
    ("negative depth", {"depth_mm": -1}, {("depth-implausible", "refuse")}),
    ("deeper than the needle", {"depth_mm": 41}, {("depth-beyond-length", "refuse")}),
    ("four hundred needles", {"needles": 400}, {("number-implausible", "refuse")}),
    ("longer than any named", {"length_mm": 60}, {("longer-than-named", "caution")}),
    # lot
    ("no lot", {"lot": GONE}, {("lot-unknown", "refuse")}),
    ("lot unknown to stock", {"lot": {"number": "A1", "status": "unknown"}}, {("lot-unknown", "refuse")}),
    ("expired", {"lot": {"number": "A1", "expires": "2026-03-01", "status": "usable"}}, {("lot-expired", "refuse")}),
    ("last day", {"lot": {"number": "A1", "expires": "2026-03-02", "status": "usable"}}, set()),
    ("a month counts to its end", {"lot": {"number": "A1", "expires": "2026-03", "status": "usable"}}, set()),
    ("month gone", {"lot": {"number": "A1", "expires": "2026-02", "status": "ok"}}, {("lot-expired", "refuse")}),
    ("recalled", {"lot": {"number": "A1", "expires": "2027-01", "status": "recalled"}}, {("lot-recalled", "refuse")}),
    ("no expiry", {"lot": {"number": "A1", "status": "usable"}}, {("lot-expiry-unknown", "refuse")}),
    ("stock not asked", {"lot": GONE, "lot_expiry": "2027-01-01"}, {("lot-status-unknown", "caution")}),
    # practitioner
    (
        "nobody known",
        {"practitioner": GONE},
        {("credential-missing", "refuse"), ("cover-unknown", "caution")},
    ),
    ("credential lapsed", {"practitioner": who({"valid_until": "2026-03-01"})}, {("credential-lapsed", "refuse")}),
    ("not begun", {"practitioner": who({"valid_from": "2026-03-03"})}, {("credential-not-begun", "refuse")}),
    ("no last day", {"practitioner": who({"valid_until": None})}, {("credential-end-unknown", "refuse")}),
    ("suspended", {"practitioner": who({"suspended": True})}, {("credential-suspended", "refuse")}),
    ("other regions", {"practitioner": who({"regions": ["shoulder"]})}, {("credential-region", "refuse")}),
    ("its region", {"practitioner": who({"regions": ["leg", "thigh"]})}, set()),
    ("excluded by name", {"practitioner": who({"excluded": ["soleus"]})}, {("credential-structure", "refuse")}),
    ("excluded region", {"practitioner": who({"excluded": ["leg"]})}, {("credential-structure", "refuse")}),
    ("other techniques", {"practitioner": who({"techniques": ["Superficial"]})}, {("credential-technique", "refuse")}),
    ("insurer excludes", {"practitioner": who(insurance={"excluded": ["leg"]})}, {("cover-excludes", "refuse")}),
    ("no chest insured", {"site": "left upper trapezius", "practitioner": who(insurance={"excluded": ["thorax"]})},
     {("cover-excludes", "refuse")}),
    ("no chest insured, calf", {"practitioner": who(insurance={"excluded": ["thorax"]})}, set()),
    ("no current insured", {"electrical_stimulation": CURRENT, "practitioner": who(insurance={"electrical": "no"})},
     {("cover-excludes", "refuse")}),
    ("excluded group", {"practitioner": who({"excluded": ["thorax", "pelvis"]})}, set()),
    ("implant declined", {"electrical_stimulation": CURRENT | {"active_implant": "declined"}},
     {("electrical-implant-unknown", "caution")}),
    ("implants not known", {"electrical_stimulation": CURRENT | {"active_implant": None, "implants": None}},
     {("electrical-implant-unknown", "caution")}),
    ("an implant to sort", {"electrical_stimulation": CURRENT | {"active_implant": None, "implants": ["hip"]}},
     {("electrical-implant-unknown", "caution")}),
    ("insurance over", {"practitioner": who(insurance={"valid_until": "2026-01-31"})}, {("cover-lapsed", "refuse")}),
    ("insurance open", {"practitioner": who(insurance={"valid_until": None})}, {("cover-end-unknown", "caution")}),
    # both lungs
    (
        "one side over the lung",
        {"site": "left upper trapezius", "length_mm": 25, "depth_mm": 5},
        set(),
    ),
    (
        "both sides elsewhere",
        {"site": "left upper trapezius", "length_mm": 25, "depth_mm": 5, "others": ["right rhomboids"]},
        {("both-sides-of-thorax", "caution")},
    ),
    (
        "both sides in South Africa",
        {
            **{"site": "left upper trapezius", "length_mm": 25, "depth_mm": 5, "others": ["right rhomboids"]},
            "jurisdiction": "ZA",
        },
        {("both-sides-of-thorax", "refuse")},
    ),
    (
        "nobody said what else",
        {"site": "left upper trapezius", "length_mm": 25, "depth_mm": 5, "others": GONE},
        {("others-unknown", "caution")},
    ),
    (
        "side not said",
        {"site": "upper trapezius", "length_mm": 25, "depth_mm": 5},
        {("thorax-side-unknown", "caution")},
    ),
    # law on needles
    (
        "longer than the law has it",
        {"site": "left latissimus dorsi", "jurisdiction": "ZA", "diameter_mm": 0.25, "length_mm": 30, "depth_mm": 5},
        {("size-against-law", "refuse")},
    ),
    # current
    ("current in a limb", {"electrical_stimulation": CURRENT}, set()),
    (
        "current, nothing else said",
        {"electrical_stimulation": "yes"},
        {
            ("electrical-pair-unknown", "caution"),
            ("electrical-implant-unknown", "caution"),
            ("electrical-pregnancy-unknown", "caution"),
        },
    ),
    (
        "pacemaker",
        {"electrical_stimulation": CURRENT | {"active_implant": GONE and None, "implants": ["pacemaker"]}},
        {("electrical-implant", "refuse")},
    ),
    ("pregnant", {"electrical_stimulation": CURRENT | {"pregnant": "yes"}}, {("electrical-pregnancy", "refuse")}),
    ("not applicable", {"electrical_stimulation": CURRENT | {"pregnant": "not-applicable"}}, set()),
    (
        "front of the neck",
        {"electrical_stimulation": CURRENT | {"pair": "left scm sternal"}},
        {("electrical-front-of-neck", "refuse")},
    ),
    (
        "across the chest",
        {"electrical_stimulation": CURRENT | {"pair": "right rhomboids"}},
        {("electrical-across-chest", "refuse")},
    ),
    (
        "by technique",
        {"technique": "electrical", "electrical_stimulation": GONE, "pair": "left vastus lateralis", "implants": []},
        {("electrical-pregnancy-unknown", "caution")},
    ),
    (
        "credential without current",
        {"electrical_stimulation": CURRENT, "practitioner": who({"electrical": False})},
        {("credential-electrical", "refuse")},
    ),
    (
        "setting that cannot be",
        {"electrical_stimulation": CURRENT | {"frequency_hz": 5000}},
        {("electrical-setting-implausible", "refuse")},
    ),
]  # fmt: skip

"""The validator lists every fault at once; the command says so and ends with 1."""

import importlib
import io
import json
import shutil
from dataclasses import replace
from types import MappingProxyType

import pytest

from filiform.core.reasons import How, Source
from filiform.knowledge import DataError, check, load
from filiform.knowledge import reading as data
from filiform.knowledge.check import Fault
from filiform.knowledge.command import command
from filiform.knowledge.counting import counted
from filiform.knowledge.loader import load as cached_load

validator = importlib.import_module("filiform.knowledge.check")
KNOWN = load()


def with_(book, **records):
    return replace(KNOWN, **{book: MappingProxyType({**getattr(KNOWN, book), **records})})


def faults(knowledge):
    return [str(fault) for fault in check(knowledge)]


def test_what_ships_has_no_fault():
    assert check() == []


def test_all_faults_are_reported_at_once():
    broken = with_(
        "structures",
        rhomboids=replace(KNOWN.structures["rhomboids"], primary=("nowhere",), sources=(), tags=frozenset()),
    )
    found = faults(broken)
    assert "structures/rhomboids: has no source; name one and how it was consulted" in found
    assert "structures/rhomboids: names the unknown zone nowhere" in found
    assert "structures/rhomboids: names the lung but is in no group over it" in found
    assert any(fault.startswith("groups/rhomboids: is over the lung in the site groups") for fault in found)


ZONE = KNOWN.zones["forehead"]
ROW = KNOWN.distances["dist-rhomboid"]
ADVICE = KNOWN.advice["days-sore"]
OF_100 = next(each for each in KNOWN.measures["ndi"].thresholds if "of 100" in each.population)
WORDS = next(each for each in KNOWN.measures["nprs"].thresholds if each.low is None)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (
            with_("zones", forehead=replace(ZONE, adjacent=("nowhere",))),
            "zones/forehead: lies beside the unknown zone nowhere",
        ),
        (
            with_("zones", forehead=replace(ZONE, adjacent=(*ZONE.adjacent, "big-toe"))),
            "zones/forehead: lies beside big-toe, but big-toe does not lie beside it",
        ),
        (
            with_("groups", calf=replace(KNOWN.groups["calf"], members=("no-muscle",))),
            "groups/calf: names the unknown structure no-muscle",
        ),
        (
            with_("groups", piriformis=KNOWN.groups["calf"]),
            "groups/piriformis: has the id of a structure; rename the group",
        ),
        (
            with_("areas", piriformis=KNOWN.areas["eye"]),
            "areas/piriformis: has the id of a structure; rename the area",
        ),
        (
            with_("distances", **{"dist-rhomboid": replace(ROW, population=" ")}),
            "distances/dist-rhomboid: has no population; a distance without one says nothing",
        ),
        (
            with_("distances", **{"dist-rhomboid": replace(ROW, low_mm=20)}),
            "distances/dist-rhomboid: has its bounds the wrong way round",
        ),
        (
            with_("structures", rhomboids=replace(KNOWN.structures["rhomboids"], hazards=())),
            "structures/rhomboids: has no hazard; write what lies beneath",
        ),
        (
            with_("conditions", tmd=replace(KNOWN.conditions["tmd"], typical_zones=("nowhere",))),
            "conditions/tmd: names the unknown zone nowhere",
        ),
        (
            with_("conditions", tmd=replace(KNOWN.conditions["tmd"], outcome_measures=("NOPE",))),
            "conditions/tmd: names the unknown measure NOPE",
        ),
        (
            with_("conditions", tmd=replace(KNOWN.conditions["tmd"], candidate_muscles=("nope",))),
            "conditions/tmd: names the unknown structure nope",
        ),
        (
            with_("evidence", **{"neck-pain-1": replace(KNOWN.evidence["neck-pain-1"], conditions=("nope",))}),
            "evidence/neck-pain-1: names the unknown condition nope",
        ),
        (
            with_("measures", nprs=replace(KNOWN.measures["nprs"], low=10.0)),
            "measures/nprs: has an empty scale",
        ),
        (
            with_("consent", pneumothorax=replace(KNOWN.consent["pneumothorax"], id="other")),
            "consent/pneumothorax: is not both a risk of the rule book and a text",
        ),
        (
            with_("advice", **{"days-sore": replace(ADVICE, rule=replace(ADVICE.rule, needled=False))}),
            "advice/days-sore: is never given",
        ),
        (
            with_(
                "advice",
                **{"days-sore": replace(ADVICE, rule=replace(ADVICE.rule, site_tags=frozenset({"moon"})))},
            ),
            "advice/days-sore: depends on the unknown word moon",
        ),
        (
            with_("advice", **{"days-sore": replace(ADVICE, text="Stop your blood thinner for two days.")}),
            "texts/days-sore: may read as telling a patient to stop a medicine",
        ),
        (
            with_("advice", **{"days-sore": replace(ADVICE, sources=(Source(" ", How.READ),))}),
            "advice/days-sore: has a source without a citation",
        ),
        (
            with_("advice", **{"days-sore": replace(ADVICE, reviewed="checked")}),
            "advice/days-sore: is marked as reviewed without a name and a day such as 2026-05-31",
        ),
        (with_("advice", **{"": replace(ADVICE, id="")}), "advice/: has an empty id"),
        (
            replace(KNOWN, areas=MappingProxyType({})),
            "areas/eye: is a landmark of screening and is missing in areas.json",
        ),
        (
            with_("measures", nprs=replace(KNOWN.measures["nprs"], default=WORDS)),
            "measures/nprs: starts from a threshold without a number",
        ),
        (
            with_("measures", nprs=replace(KNOWN.measures["nprs"], default=OF_100)),
            "measures/nprs: starts from a threshold of another scale",
        ),
        (
            replace(KNOWN, distances=MappingProxyType({})),
            "sources/MITCHELL18: is used by no record; use it or take it out",
        ),
        (
            with_("advice", **{"days-sore": replace(ADVICE, text=" ")}),
            "advice/days-sore: has an empty text",
        ),
    ],
)
def test_each_kind_of_fault_is_found(broken, fault):
    assert fault in faults(broken)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The data files in a place where they may be broken."""
    shutil.copytree(data.DATA, tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for module in (data, validator):
        monkeypatch.setattr(module, "DATA", tmp_path / "knowledge")
    for cache in (cached_load, data.source_table):
        cache.cache_clear()
    yield tmp_path / "knowledge"
    monkeypatch.undo()
    for cache in (cached_load, data.source_table):
        cache.cache_clear()


def test_every_file_that_is_not_json_is_named(copied):
    (copied / "zones/zones.json").write_text("{")
    (copied / "advice/advice.json").write_text("[1,")
    found = [str(fault) for fault in check()]
    assert len(found) == 2
    assert all("is not JSON" in fault for fault in found)


def test_a_missing_file_says_so(copied):
    (copied / "zones/zones.json").unlink()
    assert "zones/zones.json: cannot be read" in str(check()[0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda file: file.pop("items"), 'needs an object with "items"'),
        (lambda file: file["items"].append(file["items"][0]), "is used twice"),
        (lambda file: file["items"][0].pop("label"), "lacks 'label'"),
        (lambda file: file["items"][0].update(sources=["NOBODY read"]), "is not in sources.json"),
        (lambda file: file["items"][0].update(sources=["ZONES heard"]), 'say "read", "recall" or "product"'),
    ],
)
def test_a_broken_item_is_an_error_that_says_what_to_mend(copied, change, message):
    path = copied / "zones/zones.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(DataError, match=r"zones|ZONES|NOBODY"):
        load()
    assert message in str(check()[0])


def run(*argv):
    out, err = io.StringIO(), io.StringIO()
    return command(argv, out, err), out.getvalue(), err.getvalue()


def test_the_command_counts_what_is_sound():
    code, out, err = run("check")
    assert (code, err) == (0, "")
    assert "no faults" in out
    assert KNOWN.version in out


def test_the_command_lists_faults_and_ends_with_one(copied):
    path = copied / "zones/zones.json"
    content = json.loads(path.read_text())
    content["items"][0]["adjacent"] = ["nowhere"]
    path.write_text(json.dumps(content))
    code, _, err = run("check")
    assert code == 1
    assert "lies beside the unknown zone nowhere" in err
    assert "faults" in err.splitlines()[-1]


def test_the_command_shows_a_record_with_its_sources():
    code, out, _ = run("show", "dist-rhomboid")
    assert code == 0
    assert "59 healthy people" in out
    assert "not yet reviewed" in out
    assert "(read)" in out
    code, out, _ = run("show", "size-multifidus")
    assert "[law of ZA]" in out


@pytest.mark.parametrize("identity", ["trapezius-upper", "nprs", "days-sore", "retained-needle", "neck-pain"])
def test_every_kind_of_record_can_be_shown(identity):
    assert run("show", identity)[0] == 0


def test_an_unknown_record_is_an_error_with_near_ones():
    code, out, err = run("show", "rhomb")
    assert (code, out) == (1, "")
    assert "rhomboids" in err
    assert run("show", "zzzz")[0] == 1
    assert run()[0] == 2


def test_a_fault_reads_as_where_and_what():
    assert str(Fault("zones/x", "is odd")) == "zones/x: is odd"


@pytest.mark.parametrize(
    "text",
    ["Do not take aspirin today.", "Please pause your tablets.", "Come off warfarin first.", "Skip the medicine."],
)
def test_ways_of_telling_a_patient_to_stop_a_medicine_are_caught(text):
    broken = with_("consent", faint=replace(KNOWN.consent["faint"], text=text))
    assert "texts/faint: may read as telling a patient to stop a medicine" in faults(broken)


def test_the_faults_of_screening_are_listed_too(monkeypatch):
    monkeypatch.setattr("filiform.knowledge.screening.faults", lambda: ["sites.json: rule x has no source"])
    assert [str(fault) for fault in check()] == ["screening: sites.json: rule x has no source"]


@pytest.mark.parametrize(("number", "told"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")])
def test_a_number_goes_with_its_noun(number: int, told: str) -> None:
    assert counted(number, "entry", "entries") == told
    assert counted(number, "fault") == f"{number} fault{'' if number == 1 else 's'}"


def test_data_that_another_chapter_cannot_load_are_faults_and_no_trace(monkeypatch):
    def broken():
        raise ValueError("'absolut' is not a valid Class")

    monkeypatch.setattr("filiform.knowledge.jurisdictions.faults.load", broken)
    assert [fault for fault in map(str, check()) if fault.startswith("packs: cannot be checked until")]

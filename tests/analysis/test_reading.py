"""Trials as people write them: what is read, and what is refused by field and row."""

from __future__ import annotations

import json
import math

import pytest

from filiform.analysis.pooling import Arm, Count, Counts, Given, Means, Measure, PoolingError, Variance
from filiform.analysis.reading import read_study

ARMS = {"trial": "Kerr 2003", "n1": 26, "mean1": 51.3, "sd1": 22.4, "n2": 20, "mean2": 61.7, "sd2": 30.6}
KERR = Means(Arm(26, 51.3, 22.4), Arm(20, 61.7, 30.6))
CSV = "trial,n1,mean1,sd1,n2,mean2,sd2\nKerr 2003,26,51.3,22.4,20,61.7,30.6\n"


def read(*rows, **head):
    return read_study(json.dumps({"trials": list(rows), **head}))


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (json.dumps({"trials": [ARMS]}), KERR),
        (json.dumps({"studies": [ARMS]}), KERR),
        (json.dumps([ARMS]), KERR),
        ("\ufeff" + json.dumps([ARMS]), KERR),
        (CSV, KERR),
        ("\ufeff" + CSV, KERR),
        (CSV.replace(",", ";"), KERR),
        (CSV.replace(",", "\t"), KERR),
        (CSV.replace("\n", "\r\n"), KERR),
        (CSV + "\n , , , , , ,\n", KERR),
        ("Study,N1,M1,SD1,N2,M2,SD2\nKerr 2003,26,51.3,22.4,20,61.7,30.6", KERR),
        (json.dumps([{"study": "A", "yi": -0.5, "vi": 0.04}]), Given(-0.5, 0.2)),
        (json.dumps([{"study": "A", "effect": "-0.5", "se": "0.2"}]), Given(-0.5, 0.2)),
        ("label,est,sei\nA,-0.5,0.2", Given(-0.5, 0.2)),
        (json.dumps([{"ai": 10, "n1i": 43, "ci": 2, "n2i": 46}]), Counts(Count(10, 43), Count(2, 46))),
    ],
)
def test_what_people_write_is_read(text, reported):
    (trial,) = read_study(text).study.trials
    assert trial.reported == reported


def test_raw_figures_come_before_an_effect_and_unused_columns_are_named():
    found = read({**ARMS, "country": "UK", "scale": "VAS", "values": "raw"}, title="Back")
    assert found.ignored == ("country",)
    assert (found.study.trials[0].scale, found.study.trials[0].values, found.study.title) == ("VAS", "final", "Back")


@pytest.mark.parametrize(
    ("rows", "said", "measure"),
    [
        ([ARMS], "", Measure.MD),
        ([ARMS], "SMD (Hedges g)", Measure.SMD),
        ([{"effect": 1, "se": 1}], "", Measure.EFFECT),
        ([{"effect": 1, "se": 1}], "yi,vi", Measure.EFFECT),
        ([{"effect": 1, "se": 1}], "RR", Measure.RR),
        ([{"events1": 1, "n1": 9, "events2": 2, "n2": 9}], "", Measure.RR),
        ([{"events1": 1, "n1": 9, "events2": 2, "n2": 9}], "or", Measure.OR),
    ],
)
def test_the_measure_is_said_or_follows_from_the_figures(rows, said, measure):
    assert read(*rows, **({"measure": said} if said else {})).study.measure is measure


@pytest.mark.parametrize(
    ("measure", "said", "variance"),
    [
        ("MD", "", Variance.SEPARATE),
        ("MD", "sd1^2/n1+sd2^2/n2", Variance.SEPARATE),
        ("MD", "POOLED-SD", Variance.POOLED),
        ("SMD", "", Variance.REVMAN),
        ("SMD", "RevMan: J=1-3/(4*df-1)", Variance.REVMAN),
        ("SMD", "metafor", Variance.METAFOR),
    ],
)
def test_the_variance_is_said_or_the_first_that_fits(measure, said, variance):
    assert read(ARMS, measure=measure, variance=said).study.variance is variance


def test_the_command_line_wins_over_the_file():
    found = read_study(json.dumps({"measure": "MD", "trials": [ARMS]}), "SMD", "metafor").study
    assert (found.measure, found.variance) == (Measure.SMD, Variance.METAFOR)


def without(field):
    return {key: value for key, value in ARMS.items() if key != field}


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (without("sd1"), "sd1", "sd1 is missing"),
        (without("n2"), "n2", "n2 is missing"),
        (without("mean1"), "mean1", "mean1 is missing"),
        ({"trial": "A"}, "effect", "effect is missing"),
        ({"effect": 1}, "se", "se is missing"),
        ({"variance": 1}, "effect", "effect is missing"),
        ({**ARMS, "sd1": 0}, "sd1", "above zero"),
        ({**ARMS, "sd2": -1}, "sd2", "above zero"),
        ({**ARMS, "n1": 1}, "n1", "at least two people"),
        ({**ARMS, "n1": 12.5}, "n1", "not a number of people"),
        ({**ARMS, "n1": -12}, "n1", "not a number of people"),
        ({**ARMS, "mean1": "51,3"}, "mean1", "decimal point"),
        ({**ARMS, "mean1": True}, "mean1", "not a number"),
        ({**ARMS, "mean1": [1]}, "mean1", "not a number"),
        ({**ARMS, "mean1": math.nan}, "mean1", "not a number"),
        ({**ARMS, "mean1": "inf"}, "mean1", "not a number"),
        ({**ARMS, "mean1": 10**400}, "mean1", "not a number"),
        ({**ARMS, "mean1": 1e10}, "mean1", "Check the unit"),
        ({**ARMS, "m1": 51.3}, "mean1", "mean the same"),
        ({"effect": 1, "se": 0}, "se", "above zero"),
        ({"effect": 1, "variance": 0}, "variance", "above zero"),
        ({"events1": 10, "n1": 9, "events2": 1, "n2": 9}, "events1", "more than the 9"),
        ({"events1": 0, "n1": 0, "events2": 1, "n2": 9}, "n1", "at least one person"),
        ({"events1": 1, "n1": 9, "n2": 9}, "events2", "events2 is missing"),
        ({**ARMS, "trial": "x" * 201}, "trial", "at most 200"),
        ({**ARMS, "trial": "a\x00b"}, "trial", "printable"),
        ({**ARMS, "values": "sideways"}, "values", "neither final nor change"),
        ("Kerr", "", "has to be an object"),
        (None, "", "has to be an object"),
    ],
)
def test_a_bad_row_is_named_with_its_field(row, field, said):
    with pytest.raises(PoolingError, match=said) as refused:
        read(ARMS, row)
    assert (refused.value.row, refused.value.field) == (2, field)


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("", "trials", "no trial"),
        ("[]", "trials", "no trial"),
        ("{}", "trials", "trials"),
        ('{"trials": 3}', "trials", "a list"),
        ("{", "", "not JSON"),
        ("[" * 100_000, "", "nested too deeply"),
        ('[{"effect": ' + "9" * 5000 + ', "se": 1}]', "", "too long"),
        ("trial,effect,se\nA,1,1,1\n", "", "another number of cells"),
        ("trial,effect,se\nA,1\n", "", "another number of cells"),
        ('trial,effect,se\n"A,1,1\n', "", "neither JSON nor CSV"),
        ("x" * 2_000_001, "", "longer than"),
        (json.dumps({"measure": "hazard", "trials": [ARMS]}), "measure", "not a measure"),
        (json.dumps({"measure": 3, "trials": [ARMS]}), "measure", "has to be a text"),
        (json.dumps({"measure": "RR", "trials": [ARMS]}), "measure", "MD or SMD"),
        (
            json.dumps({"measure": "MD", "trials": [{"events1": 1, "n1": 9, "events2": 2, "n2": 9}]}),
            "measure",
            "RR, OR or RD",
        ),
        (json.dumps({"variance": "guessed", "trials": [ARMS]}), "variance", "separate-sd, pooled-sd"),
        (json.dumps({"variance": "revman", "trials": [ARMS]}), "variance", "not a variance of MD"),
    ],
    ids=range(17),
)
def test_a_bad_file_says_what_to_do(text, field, said):
    with pytest.raises(PoolingError, match=said) as refused:
        read_study(text)
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["1_0", "٣", "nan", "inf", "0x10", "1,5", "1 000", "--1"])
def test_a_text_that_is_no_plain_number_is_refused(text):
    with pytest.raises(PoolingError, match="is not a number"):
        read_study(json.dumps([{"effect": text, "se": 1}, {"effect": 1, "se": 1}]))


@pytest.mark.parametrize(("text", "value"), [("-1.5", -1.5), (" .5 ", 0.5), ("2.", 2), ("1e-3", 0.001), ("+4", 4)])
def test_a_plain_number_may_be_text(text, value):
    assert read_study(json.dumps([{"effect": text, "se": 1}])).study.trials[0].reported.estimate == value

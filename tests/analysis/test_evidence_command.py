"""The command `filiform evidence` as it is typed."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from filiform.analysis.command import command

TRIALS = '[{"trial": "A", "effect": -1, "se": 0.4}, {"trial": "B", "effect": -0.5, "se": 0.3}]'


def run(*arguments, stdin=""):
    out, err = io.StringIO(), io.StringIO()
    code = command(arguments, io.StringIO(stdin), out, err)
    return code, out.getvalue(), err.getvalue()


def test_pool_reads_a_file_and_prints_a_table(tmp_path):
    file = tmp_path / "trials.json"
    file.write_text(TRIALS)
    code, out, err = run("pool", str(file))
    assert (code, err) == (0, "")
    assert "Headline: -0.68" in out
    for word in ("fixed effect", "DerSimonian-Laird", "Paule-Mandel", "REML", "Hartung-Knapp", "! two-trials", "GRADE"):
        assert word in out


def test_pool_prints_json():
    code, out, _ = run("pool", "-", "--json", "--method", "dl", stdin=TRIALS)
    found = json.loads(out)
    assert (code, found["k"], found["headline"]["method"]) == (0, 2, "dl")
    assert set(found["methods"]) == {"fixed", "dl", "pm", "reml"}
    assert found["methods"]["dl"]["prediction"] is None
    assert "two-trials" in [trap["code"] for trap in found["traps"]]
    assert [each["trial"] for each in found["trials"]] == ["A", "B"]


def test_ratios_are_shown_as_ratios():
    rows = [{"events1": 52, "n1": 62, "events2": 31, "n2": 55}, {"events1": 36, "n1": 49, "events2": 11, "n2": 37}]
    found = json.loads(run("pool", "-", "--json", stdin=json.dumps(rows))[1])
    assert [round(each["estimate"], 2) for each in found["trials"]] == [1.49, 2.47]
    assert found["pooled_as_logarithm"] is True
    assert 1.49 < found["headline"]["estimate"] < 2.47


def test_a_prediction_says_which_degrees_of_freedom():
    rows = [{"effect": value, "se": 0.2} for value in (-1.5, -0.2, -0.9)]
    code, out, _ = run("pool", "-", stdin=json.dumps(rows))
    assert "with t(1) (k - 2, Higgins and Riley)" in out
    assert "with t(2) (k - 1)" in out
    assert code == 0


@pytest.mark.parametrize(
    ("stdin", "row", "field"),
    [
        ('[{"effect": 1, "se": 1}, {"effect": 2}]', 2, "se"),
        ('[{"effect": 1, "se": 1}]', None, "trials"),
        ("{", None, ""),
    ],
)
def test_an_error_names_row_and_field(stdin, row, field):
    code, out, _ = run("pool", "-", "--json", stdin=stdin)
    error = json.loads(out)["error"]
    assert (code, error["row"], error["field"]) == (2, row, field)
    code, out, err = run("pool", "-", stdin=stdin)
    assert (code, out) == (2, "")
    assert err.startswith("filiform evidence: " + (f"row {row}, " if row else "") + field)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    assert run("pool", str(tmp_path / "none.csv"))[0] == 2
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in run("pool", str(tmp_path / "bytes.csv"))[2]


def test_a_table_can_be_pooled_again():
    code, out, _ = run("table", "furlan-5-1-1")
    assert code == 0
    again = run("pool", "-", stdin=out)[1]
    assert "Headline: -10.21" in again
    assert "Q-profile interval is empty" in again
    assert json.loads(run("pool", "-", "--json", stdin=out)[1])["heterogeneity"]["tau2_interval"] is None
    code, out, _ = run("table")
    assert (code, len(out.splitlines())) == (0, 10)
    code, out, err = run("table", "nothing")
    assert (code, out) == (2, "")
    assert "furlan-5-1-1" in err


def test_it_needs_neither_django_nor_scipy_to_show():
    """What a word at the terminal costs: scipy is for pooling alone."""
    script = (
        "import io, sys; from filiform.analysis.command import command;"
        "command(['show', 'neck-pain'], io.StringIO(), io.StringIO(), io.StringIO());"
        "print(sorted({'django', 'psycopg', 'scipy', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"

"""The invented ledger and the worked example of docs/ledger-format.md: other subjects in the same shape."""

import csv
import json
import re
import subprocess
import sys
from datetime import date

import nbformat
import pandas as pd
import pytest

from frontledger.analysis.reconcile import reconcile
from frontledger.analysis.second_route.bounds import bounds
from frontledger.analysis.second_route.measured import least_squares_at
from frontledger.analysis.second_route.standing import standing
from frontledger.ledger import check, load
from frontledger.ledger.describe import data_package
from frontledger.ledger.tables import TABLES
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import MIME

EXAMPLE = ROOT / "examples" / "invented"
FORMAT = ROOT / "docs" / "ledger-format.md"

PATH = {
    date(2024, 7, 1): {"sent": 3000, "killed": 20, "wounded": 100, "returned_home": 0, "in_theatre": 2980},
    date(2024, 8, 1): {"sent": 5000, "killed": 60, "wounded": 300, "returned_home": 200, "in_theatre": 4740},
    date(2024, 9, 1): {"sent": 6000, "killed": 100, "wounded": 500, "returned_home": 800, "in_theatre": 5100},
    date(2024, 10, 1): {
        "sent": 6000, "killed": 120, "wounded": 620, "returned_home": 2000, "in_theatre": 3680,
        "lent_elsewhere": 200,
    },
    date(2024, 11, 1): {
        "sent": 6500, "killed": 130, "wounded": 680, "returned_home": 3500, "in_theatre": 2670,
        "lent_elsewhere": 200,
    },
}  # fmt: skip
FALSE = {"X022", "X032"}


@pytest.fixture(scope="module")
def invented():
    return load(EXAMPLE)


def rows(name):
    with (EXAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_sound():
    assert check(EXAMPLE) == []


def test_it_says_everywhere_that_it_is_invented():
    assert json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))["title"].startswith(
        "Invented"
    )
    assert (EXAMPLE / "README.md").read_text(encoding="utf-8").startswith("# Invented")
    for source in rows("sources"):
        assert source["publisher"] == "invented"
        assert source["url"].startswith("https://example.org/")
    for table, column in (("claimants", "name"), ("forces", "definition"), ("scopes", "definition")):
        assert all(row[column].startswith("Invented") for row in rows(table))


def test_its_description_is_that_of_every_ledger():
    own = json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))
    assert own["resources"] == json.loads(json.dumps(data_package()))["resources"]


def test_it_shares_no_force_scope_claimant_or_series_with_the_shipped_ledger(invented, shipped):
    for table, key in (("forces", "force"), ("scopes", "scope"), ("claimants", "claimant_id")):
        assert not set(getattr(invented, table)[key]) & set(getattr(shipped, table)[key])
    assert not set(invented.drone_series["series_id"]) & set(shipped.drone_series["series_id"])


def test_the_readme_prints_the_path_the_claims_were_written_around():
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    names = {"sent": "sent", "killed": "dead", "wounded": "injured", "in_theatre": "in the valley"}
    for measure, name in names.items():
        printed = re.search(rf"^\| {name} \|(.*)\|$", text, re.MULTILINE)[1].replace(",", "").split("|")
        assert [int(cell) for cell in printed][1:] == [values[measure] for values in PATH.values()]
    assert all(claim in text for claim in FALSE)


def test_the_path_adds_up_by_the_ledgers_own_identities(invented):
    for values in PATH.values():
        known = {"lent_elsewhere": 0} | values | {"casualties": values["killed"] + values["wounded"]}
        for _, terms in invented.identities.groupby("identity_id"):
            parts = zip(terms["part"], terms["sign"], strict=True)
            assert sum(sign * known[part] for part, sign in parts) == known[terms["whole"].iloc[0]]


def test_every_claim_of_a_day_on_the_path_allows_it_but_the_two_planted(invented):
    claims = invented.claims[
        (invented.claims["kind"] == "estimate") & (invented.claims["scope"] != "lower_town")
    ]
    found = {True: set(), False: set()}
    for row in claims.to_dict("records"):
        known = PATH.get(row["period_end"].date(), {})
        known = known | ({"casualties": known["killed"] + known["wounded"]} if known else {})
        if row["measure"] in known and row["force"] == "volunteers":
            found[row["lower"] <= known[row["measure"]] <= row["upper"]].add(row["claim_id"])
    assert found[False] == FALSE
    assert len(found[True]) >= 25


def test_bounds_without_the_false_hold_the_truth_and_with_them_name_them(invented):
    day = date(2024, 9, 10)
    (pair,) = bounds(standing(invented, "killed", day)).conflicts
    assert {claim for one in pair for claim in one.claims} == {"X019", "X022"}
    honest = bounds(standing(invented.view(None, ["mill_institute", "relief_union"]), "killed", day))
    assert honest.common.lower <= 100 <= honest.common.upper


def test_reconciliation_names_the_two_planted_and_holds_the_path_without_them(invented):
    found = reconcile(invented)
    assert {claim for conflict in found.conflicts for claim in conflict.claims} >= FALSE
    assert {give.claim_id for give in found.gives if give.relative > 0.05} == FALSE
    bodies = [
        body for body in invented.claimants["claimant_id"] if body not in ("night_almanac", "valley_herald")
    ]
    honest = reconcile(invented.view(None, bodies))
    assert honest.possible
    for day, values in PATH.items():
        for measure in set(values) - {"lent_elsewhere"}:
            path = honest.path(measure).set_index("day")
            row = path.loc[pd.Timestamp(day)]
            assert row["lower"] - 1 <= values[measure] <= row["upper"] + 1, (measure, day)


@pytest.mark.parametrize("month", [8, 9, 10])
def test_least_squares_of_the_honest_bodies_comes_near_the_truth(invented, month):
    honest = [
        body for body in invented.claimants["claimant_id"] if body not in ("night_almanac", "valley_herald")
    ]
    (found,) = least_squares_at(invented.view(None, honest), date(2024, month, 12))
    assert found.p_value > 0.05
    truth = {"lent_elsewhere": 0} | PATH[date(2024, month, 1)]
    truth["casualties"] = truth["killed"] + truth["wounded"]
    told = [one for one in found.quantities if one.value is not None]
    assert len(told) >= 5
    for one in told:
        assert abs(one.value - truth[one.measure]) <= 2 * one.standard_deviation, one.measure


def test_least_squares_with_a_falsehood_fails_its_test(invented):
    (spoilt,) = least_squares_at(invented, date(2024, 9, 10))
    assert spoilt.p_value < 1e-6


@pytest.fixture(scope="module", params=list(REGISTRY))
def run(request, tmp_path_factory):
    """A notebook run on the invented ledger: its name, what papermill answered, and what was shown."""
    name, out = request.param, tmp_path_factory.mktemp("run") / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", f"notebooks/{name}.ipynb", str(out)]
    done = subprocess.run(
        [*command, "-p", "ledger", "examples/invented"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    shown = [output for cell in nbformat.read(out, 4).cells for output in cell.get("outputs", [])]
    return name, done, [output.data["text/plain"] for output in shown if MIME in output.get("data", {})]


@pytest.mark.slow
def test_every_notebook_takes_it(run):
    name, done, shown = run
    assert done.returncode == 0, f"{name}: {done.stderr[-3000:]}"
    assert shown


@pytest.mark.slow
def test_no_block_speaks_of_the_subject_of_the_shipped_ledger(run):
    name, _, shown = run
    found = [re.findall(r".{0,60}(?:DPRK|Kursk|North Korea|Russia|Ukrain).{0,40}", text) for text in shown]
    assert [words for words in found if words] == [], name


@pytest.mark.slow
def test_what_the_ledger_holds_is_shown(run):
    name, _, shown = run
    wanted = {
        "brief": "Relief Union",
        "troop_flows": "Counts of troops sent range from about 1,000",
        "casualty_ratios": "Mill Institute",
        "who_is_believed": "No body's removal moves the picture more than that of",
        "drone_growth": "River Office",
        "drone_forecast": "No forecast is made",
        "arms_transfers": "about 400",
        "claims_audit": "Ada Invented",
    }
    assert any(wanted[name] in text for text in shown)


def worked_example(folder):
    """The tables of docs/ledger-format.md in a folder, the rest as header lines."""
    for table in TABLES.values():
        (folder / table.file).write_text(",".join(table.names) + "\n", encoding="utf-8")
    text = FORMAT.read_text(encoding="utf-8")
    shown = re.findall(r"^`(\w+\.csv)`\n\n```csv\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for file, content in shown:
        (folder / file).write_text(content, encoding="utf-8")
    return {file for file, _ in shown}


def test_the_worked_example_loads_and_reads_as_the_page_says(tmp_path):
    assert worked_example(tmp_path) == {
        "forces.csv", "scopes.csv", "measures.csv", "claimants.csv", "sources.csv", "claims.csv",
    }  # fmt: skip
    assert check(tmp_path) == []
    ledger = load(tmp_path)
    assert len(ledger.claims) == 5
    (sent,) = ledger.select("sent").to_dict("records")
    assert (sent["claim_id"], sent["lower"], sent["upper"]) == ("C1", 360, pytest.approx(440))
    assert [(row["lower"], row["upper"]) for row in ledger.select("killed").to_dict("records")] == [
        (3, float("inf")), (2, 9),
    ]  # fmt: skip
    assert list(ledger.select("sent", kind="forecast")["upper"]) == [600]


def test_the_page_names_every_table_and_only_measures_of_the_codebook(shipped):
    text = FORMAT.read_text(encoding="utf-8")
    assert {table.file for table in TABLES.values()} <= set(re.findall(r"\w+\.csv", text))
    listed = re.search(r"keep them where they fit.*?Measures beyond", text, re.DOTALL)[0]
    named = set(re.findall(r"`([a-z_]+)`", listed)) - {"_in_period"}
    assert named <= set(shipped.measures["measure"])

"""Changes of the shipped ledger whose effect on what is told is known beforehand: most of them have none."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from altered import Tables, altered, row_of, shuffled, told

from frontledger.analysis.casualties.rates import paces
from frontledger.analysis.casualties.ratio_claims import ratio_claims
from frontledger.analysis.troops.balance import balances
from frontledger.ledger import Ledger

ECHOED = ("T062", "T105", "MAT056", "T113", "T067")


@pytest.fixture(scope="module")
def plain(shipped: Ledger) -> dict[str, str]:
    return told(shipped)


def test_the_order_of_rows_changes_nothing(tmp_path: Path, plain: dict[str, str]):
    assert told(altered(tmp_path / "ledger", shuffled(1))) == plain


def test_echoes_change_nothing_whatever_figure_they_repeat(tmp_path: Path, plain: dict[str, str]):
    def change(tables: Tables) -> None:
        for name in ECHOED:
            own = row_of(tables, "claims", name)
            other = tables["claimants"][0]["claimant_id"]
            echo = own | {"claim_id": f"{name}E", "echo_of": name, "claimant_id": other}
            if own["best"]:
                echo["best"] = str(int(float(own["best"]) * 1.05))
            tables["claims"].append(echo)

    assert told(altered(tmp_path / "ledger", change)) == plain


def test_what_was_said_later_is_not_known_before(tmp_path: Path, shipped: Ledger):
    day = date(2025, 3, 15)

    def change(tables: Tables) -> None:
        tables["sources"].append(tables["sources"][0] | {"source_id": "later", "published_on": "", "url": ""})
        for name in ECHOED:
            later = {"claim_id": f"{name}L", "reported_on": "2025-03-16", "period_end": "2025-03-01"}
            blank = {"period_start": "", "source_id": "later"}
            tables["claims"].append(row_of(tables, "claims", name) | later | blank)

    assert told(altered(tmp_path / "ledger", change).view(day)) == told(shipped.view(day))


def test_a_view_without_a_body_is_a_ledger_without_it(tmp_path: Path, shipped: Ledger):
    others = tuple(one for one in shipped.claimants["claimant_id"] if one != "nis")

    def change(tables: Tables) -> None:
        gone = {row["claim_id"] for row in tables["claims"] if row["claimant_id"] == "nis"}
        kept = [row for row in tables["claims"] if row["claim_id"] not in gone and row["echo_of"] not in gone]
        names = {row["claim_id"] for row in kept}
        tables["claims"] = kept
        tables["corrections"] = [
            row
            for row in tables["corrections"]
            if row["target_table"] != "claims" or row["target_id"] in names
        ]

    view, without = told(shipped.view(claimants=others)), told(altered(tmp_path / "ledger", change))
    drones = ("months", "published", "article", "neutralised", "audit")
    assert {name: text for name, text in view.items() if name not in drones} == {
        name: text for name, text in without.items() if name not in drones
    }


def test_a_correction_is_the_same_as_mending_the_row(tmp_path: Path, plain: dict[str, str]):
    def change(tables: Tables) -> None:
        for row in tables["corrections"]:
            target = row_of(tables, row["target_table"], row["target_id"])
            if row["action"] == "override":
                target[row["column"]] = row["value"]
            elif row["action"] == "set_aside":
                tables["claims"].remove(target)
        tables["corrections"] = []

    assert told(altered(tmp_path / "ledger", change)) == plain


def test_an_override_of_a_figure_is_the_same_as_writing_it(tmp_path: Path):
    correction = {
        "correction_id": "CORX",
        "target_table": "claims",
        "target_id": "T105",
        "column": "best",
    } | {
        "action": "override",
        "value": "14000",
        "reason": "A test",
        "decided_on": "2026-11-23",
        "expect": "15000",
    }

    def correct(tables: Tables) -> None:
        source = row_of(tables, "claims", "T105")["source_id"]
        tables["corrections"].append(correction | {"source_id": source})

    def mend(tables: Tables) -> None:
        row_of(tables, "claims", "T105")["best"] = "14000"

    assert told(altered(tmp_path / "one", correct)) == told(altered(tmp_path / "other", mend))


def test_names_are_only_names(tmp_path: Path, plain: dict[str, str]):
    """Ids of claims and bodies renamed throughout, their order kept: nothing but the names differs."""

    def change(tables: Tables) -> None:
        for row in tables["claims"]:
            row["claim_id"] = "Q" + row["claim_id"]
            row["echo_of"] = row["echo_of"] and "Q" + row["echo_of"]
        for row in tables["corrections"]:
            if row["target_table"] == "claims":
                row["target_id"] = "Q" + row["target_id"]
        for table in tables.values():
            for row in table:
                if row.get("claimant_id"):
                    row["claimant_id"] = "q_" + row["claimant_id"]

    found = told(altered(tmp_path / "ledger", change))
    names = {
        name: text.replace("'QT", "'T").replace("'QMAT", "'MAT").replace("'q_", "'")
        for name, text in found.items()
    }
    assert names == plain


def test_ten_times_the_people_are_the_same_ratios(tmp_path: Path, shipped: Ledger):
    def change(tables: Tables) -> None:
        people = {row["measure"] for row in tables["measures"] if row["unit"] in ("people", "people a day")}
        for row in (*tables["claims"], *tables["measures"], *tables["article_claims"]):
            if row["measure"] in people:
                for column in {"low", "best", "high", "floor", "ceiling"} & set(row):
                    row[column] = row[column] and str(10 * int(row[column]))
        tables["corrections"] = [row for row in tables["corrections"] if row["action"] != "flag"]
        for row in tables["corrections"]:
            row["expect"] = row["expect"] + "0" if row["column"] == "best" else row["expect"]

    ledger = altered(tmp_path / "ledger", change)
    for many, one in zip(ratio_claims(ledger), ratio_claims(shipped), strict=True):
        assert many.claims == one.claims
        assert many.bounds.ratio.lower == pytest.approx(one.bounds.ratio.lower)
        assert many.bounds.ratio.upper == pytest.approx(one.bounds.ratio.upper)
    for many, one in zip(paces(ledger), paces(shipped), strict=True):
        assert many.stated == (None if one.stated is None else pytest.approx(10 * one.stated))
        assert many.added.upper == pytest.approx(10 * one.added.upper)
    for many, one in zip(balances(ledger).bodies, balances(shipped).bodies, strict=True):
        assert many.remainder.lower == pytest.approx(10 * one.remainder.lower)
        assert many.remainder.upper == pytest.approx(10 * one.remainder.upper)
        assert many.best == pytest.approx(10 * one.best)


def test_all_dates_later_are_the_same_numbers_later(shipped: Ledger):
    week = pd.Timedelta(weeks=3)
    claims = shipped.claims.copy()
    for column in ("period_start", "period_end", "reported_on"):
        claims[column] = claims[column] + week
    moved = replace(shipped, claims=claims, cut=shipped.as_of + timedelta(weeks=3))
    here, later = balances(shipped), balances(moved)
    assert later.at - here.at == timedelta(weeks=3)
    assert [one.remainder for one in later.bodies] == [one.remainder for one in here.bodies]
    for after, before in zip(paces(moved), paces(shipped), strict=True):
        assert (after.added, after.stated, after.days) == (before.added, before.stated, before.days)
        assert after.start - before.start == timedelta(weeks=3)


def test_a_view_of_a_view_is_the_earlier_of_the_two(shipped: Ledger):
    day = date(2025, 1, 1)
    assert told(shipped.view(date(2026, 6, 1)).view(day)) == told(shipped.view(day))

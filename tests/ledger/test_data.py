"""The shipped ledger: nothing of the research is lost, nothing is mixed, and the codes follow their rules."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pandas as pd
import pytest

from frontledger.ledger import Interval, Ledger, load

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
SHARED = ROOT.parent / "shared" / "data"

TROOP_TOTAL = 767_602
ARMS_TOTAL = 1_246_238_814
SPOT_CHECKS = {
    "T001": ("sent", 1500, "about", "2024-10-13", "nis"),
    "T010": ("sent", 3000, "at_least", "2024-10-15", "white_house_nsc"),
    "T037": ("casualties", 200, "about", "2024-12-14", "hur"),
    "T054": ("casualties_in_period", 1000, "more_than", "2024-12-27", "white_house_nsc"),
    "T087": ("killed", 400, "about", "2025-02-26", "hur"),
    "T093": ("sent_in_period", 3000, "at_least", "2025-02-28", "jcs"),
    "T130": ("killed", 2000, "about", "2025-09-02", "nis"),
    "MAT017": ("rounds_capacity_152mm", 3_000_000, "up_to", "2024-02-26", "rok_mnd"),
    "MAT050": ("long_range_artillery", 220, "about", "2025-03-27", "jcs"),
    "MAT068": ("rounds_delivered", 6_500_000, "about", "2025-10", "hur"),
}
PERCENT_UNITS = ("share", "ratio")


def read(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load(DATA)


@pytest.fixture(scope="module")
def claims() -> dict[str, dict[str, str]]:
    return {row["claim_id"]: row for row in read("claims.csv")}


@pytest.fixture(scope="module")
def originals() -> dict[str, dict[str, str]]:
    if not SHARED.is_dir():
        pytest.skip("the research tables are not beside this checkout")
    rows = [*read("troops_claims.csv", SHARED), *read("materiel_claims.csv", SHARED)]
    return {row["claim_id"]: row for row in rows}


def test_every_claim_of_the_research_is_a_row(claims: dict[str, dict[str, str]]) -> None:
    assert set(claims) == {f"T{number:03}" for number in range(1, 146)} | {
        f"MAT{number:03}" for number in range(1, 72)
    }


@pytest.mark.parametrize(("prefix", "total"), [("T", TROOP_TOTAL), ("MAT", ARMS_TOTAL)])
def test_known_values_add_up(claims: dict[str, dict[str, str]], prefix: str, total: float) -> None:
    known = [float(row["best"]) for name, row in claims.items() if name.startswith(prefix) and row["best"]]
    assert sum(known) == total


@pytest.mark.parametrize("name", SPOT_CHECKS)
def test_a_claim_reads_as_its_source(claims: dict[str, dict[str, str]], name: str) -> None:
    measure, best, qualifier, period_end, claimant = SPOT_CHECKS[name]
    row = claims[name]
    found = row["measure"], float(row["best"]), row["qualifier"], row["period_end"], row["claimant_id"]
    assert found == (measure, best, qualifier, period_end, claimant)


def test_values_and_addresses_are_those_of_the_research(
    claims: dict[str, dict[str, str]], originals: dict[str, dict[str, str]]
) -> None:
    urls = {row["source_id"]: row["url"] for row in read("sources.csv")}
    for name, original in originals.items():
        scale = 100 if original.get("unit") in PERCENT_UNITS else 1
        stated = float(original["value"]) * scale if original["value"] else None
        row = claims[name]
        assert (float(row["best"]) if row["best"] else None) == stated, name
        assert urls[row["source_id"]] == original["source_url"], name
        assert (row["reported_on"], row["period_start"]) == (
            original["reported_on"],
            original["event_start"],
        ), name
        assert row["period_end"] == original["event_end"], name


def test_ranges_are_those_of_the_research(
    claims: dict[str, dict[str, str]], originals: dict[str, dict[str, str]]
) -> None:
    ranged = [name for name, row in originals.items() if row["low"] and row["high"] and not row["value"]]
    assert len(ranged) == 14
    for name in ranged:
        assert claims[name]["qualifier"] == "between"
        for column in ("low", "high"):
            assert float(claims[name][column]) == float(originals[name][column]), name


def test_counted_words_are_read_and_the_reading_is_told(claims: dict[str, dict[str, str]]) -> None:
    for name in ("T043", "MAT003", "MAT011"):
        assert claims[name]["qualifier"] == "between"
        assert "the ledger's reading" in claims[name]["note"]


def test_plans_never_count(ledger: Ledger) -> None:
    foretold = set(ledger.claims.loc[ledger.claims["kind"] == "forecast", "claim_id"])
    assert {"T009", "T028", "T115", "T120", "MAT046"} <= foretold
    for measure in ("sent", "sent_in_period", "in_theatre", "ballistic_missiles_delivered_in_period"):
        for force in ledger.forces["force"]:
            assert foretold.isdisjoint(ledger.select(measure, force=force, echoes=True)["claim_id"])


def test_windows_never_mix_with_totals(ledger: Ledger) -> None:
    windows = {"T032", "T041", "T054", "T107", "T145", "MAT044", "MAT056", "MAT058", "MAT070"}
    form = ledger.claims.set_index("claim_id")["form"]
    assert set(form[list(windows)]) == {"flow"}


def test_the_revisions_of_the_nis(ledger: Ledger) -> None:
    rows = ledger.select("killed", scope="kursk")
    assert list(rows.loc[rows["claimant_id"] == "nis", "best"]) == [100, 300, 600, 2000]


def test_what_is_set_aside_is_not_selected(ledger: Ledger) -> None:
    assert "T106" not in set(ledger.select("sent", echoes=True)["claim_id"])
    assert "T105" in set(ledger.select("sent")["claim_id"])


def test_every_body_and_page_is_used(claims: dict[str, dict[str, str]]) -> None:
    tables = [
        read(path.name) for path in sorted(DATA.glob("*.csv")) if path.stem not in ("claimants", "sources")
    ]
    for column, table in (("claimant_id", "claimants.csv"), ("source_id", "sources.csv")):
        used = {row.get(column, "") for rows in tables for row in rows} - {""}
        assert used == {row[column] for row in read(table)}


def test_no_body_has_two_names() -> None:
    for column in ("name", "short_name"):
        names = [row[column] for row in read("claimants.csv")]
        assert len(names) == len(set(names))


def test_drone_totals_of_whole_years(ledger: Ledger) -> None:
    """Totals of the published daily table to 7 June 2026."""
    rows = ledger.drone_launches
    totals = rows.groupby([rows["series_id"], rows["month"].dt.year])["launched"].sum()
    assert totals["air_force_end_date_all_rows"].to_dict() == {
        2022: 409,
        2023: 3107,
        2024: 10970,
        2025: 54702,
        2026: 102119 - 409 - 3107 - 10970 - 54702,
    }
    assert totals["air_force_end_date"][2025] == 54585


def test_more_drones_were_never_stopped_than_launched(ledger: Ledger) -> None:
    known = ledger.drone_launches.dropna(subset=["launched", "neutralised"])
    assert len(known) > 50
    assert (known["neutralised"] <= known["launched"]).all()


def test_the_article_is_no_drone_series() -> None:
    rows = {row["article_claim_id"]: row for row in read("article_claims.csv")}
    assert (rows["ART23"]["best"], rows["ART24"]["best"], rows["ART24"]["qualifier"]) == (
        "379",
        "2500",
        "nearly",
    )
    assert not [row for row in read("drone_launches.csv") if "seed" in row["series_id"]]


def test_every_letter_and_echo_has_its_reason(claims: dict[str, dict[str, str]]) -> None:
    text = (ROOT / "docs" / "admiralty.md").read_text(encoding="utf-8")
    for row in read("claimants.csv"):
        assert f"| {row['reliability']} | {row['short_name']} |" in text
    for name, row in claims.items():
        if row["echo_of"]:
            assert f"| {name} | {row['echo_of']} |" in text


def test_echoes_carry_the_code_of_the_original_unless_improbable(claims: dict[str, dict[str, str]]) -> None:
    for row in claims.values():
        if row["echo_of"] and row["credibility"] != "5":
            assert row["credibility"] == claims[row["echo_of"]]["credibility"]


BY_HAND = {"T032": 5, "T067": 5, "T106": 5, "T137": 6}
COMPARED_DAYS = 30
CLOSE = 1.25


def test_credibility_follows_the_rules_of_the_page(ledger: Ledger) -> None:
    """docs/admiralty.md, told again as code."""
    rows = ledger.claims.to_dict("records")
    graded = [row for row in rows if not row["echo_of"] and row["claim_id"] not in BY_HAND]
    wrong = {
        row["claim_id"]: row["credibility"] for row in graded if credibility(row, rows) != row["credibility"]
    }
    assert not wrong


def credibility(claim: dict, rows: list[dict]) -> int:
    if claim["kind"] == "event":
        return 1 if claim["measure"] == "deployment_acknowledged" else 2
    if claim["kind"] == "forecast" or claim["scope"] == "local":
        return 6
    if claim["kind"] == "acknowledgement":
        return 2
    same = [row for row in rows if row is not claim and comparable(row) and subject(row) == subject(claim)]
    near = [row for row in same if is_near(claim, row)]
    others = [row for row in near if independent(claim, row)]
    if others or any(agree(claim, row) for row in near):
        return grade(claim, others)
    far = [row for row in same if independent(claim, row)]
    if claim["form"] != "cumulative" or not far:
        return 6
    return 3 if any(both_true(claim, row) for row in far) else 4


def grade(claim: dict, others: list[dict]) -> int:
    for_it = {row["country"] for row in others if agree(claim, row)}
    against = {row["country"] for row in others if not interval(claim).overlaps(interval(row))} - for_it
    if len(for_it) >= 2 and not against:
        return 1
    if len(for_it) > len(against):
        return 2
    return 4 if against and not for_it else 3


def comparable(row: dict) -> bool:
    usable = row["kind"] == "estimate" and not row["echo_of"] and row["claim_id"] != "T032"
    return usable and row["scope"] != "local" and not math.isnan(row["lower"])


def subject(row: dict) -> tuple[str, str, str]:
    return row["measure"], row["force"], row["scope"]


def is_near(claim: dict, row: dict) -> bool:
    if abs(claim["period_end"] - row["period_end"]) > pd.Timedelta(days=COMPARED_DAYS):
        return False
    starts = claim["period_start"], row["period_start"]
    if claim["form"] != "flow" or any(pd.isna(start) for start in starts):
        return True
    return starts[0] <= row["period_end"] and starts[1] <= claim["period_end"]


def independent(claim: dict, row: dict) -> bool:
    countries = {claim["country"], row["country"]}
    if "INT" in countries:
        return bool(countries & {"UKR", "RUS", "PRK"})
    return len(countries) == 2


def interval(row: dict) -> Interval:
    return Interval(row["lower"], row["upper"])


def agree(claim: dict, row: dict) -> bool:
    if not interval(claim).overlaps(interval(row)):
        return False
    one, other = stated(claim), stated(row)
    if one.overlaps(other):
        return True
    low, high = min(one.upper, other.upper), max(one.lower, other.lower)
    return low > 0 and high / low <= CLOSE


def stated(row: dict) -> Interval:
    return interval(row) if math.isnan(row["best"]) else Interval(row["best"], row["best"])


def both_true(claim: dict, row: dict) -> bool:
    early, late = sorted((claim, row), key=lambda one: one["period_end"])
    return early["lower"] <= late["upper"]

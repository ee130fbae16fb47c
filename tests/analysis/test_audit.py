"""Verdicts as a whole: their precedence, what they may not depend on, and the project's own article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from audit_ledger import claim, event, ledger_of, office, says

from frontledger.analysis.audit.verdicts import Audit, audit
from frontledger.ledger import Ledger, default_folder

VISIT = {
    "person": "Ivan Petrov",
    "office": "Minister",
    "event_category": "visit",
    "period_start": "2025-02-01",
}


def verdicts(result: Audit) -> dict[str, str]:
    return {one.statement.statement_id: one.verdict for one in result.verdicts}


def test_a_contradiction_outweighs_support(tmp_path: Path) -> None:
    held = [office("Ivan Petrov", "Secretary", "2024-01-01", "2025-12-31")]
    seen = [event(1, "2025-02-10", "Petrov visits the capital", "visit")]
    judged = audit(ledger_of(tmp_path, [says(1, **VISIT)], offices=held, events=seen)).verdicts[0]
    assert judged.verdict == "contradicted"
    assert judged.supporting == ("E1",) and judged.opposing == ("Ivan Petrov: Secretary",)


def test_a_dispute_changes_no_verdict_and_is_shown_with_it(tmp_path: Path) -> None:
    claims = [claim(1, "killed", 400), claim(2, "killed", 900, who="beta")]
    said = [says(1, "killed", 400, who="alpha"), says(2, "wounded", 400, who="alpha")]
    both = audit(ledger_of(tmp_path / "both", said[:1], claims=claims)).verdicts[0]
    assert (both.verdict, both.supporting, both.opposing, both.disputed) == (
        "supported",
        ("C1",),
        ("C2",),
        True,
    )
    alone = audit(ledger_of(tmp_path / "alone", said[:1], claims=claims[1:])).verdicts[0]
    assert (alone.verdict, alone.opposing) == ("unverified", ("C2",))


def test_what_the_ledger_is_silent_about_is_unverified(tmp_path: Path) -> None:
    said = [
        says(1),
        says(2, "killed", 400),
        says(3, "withdrawn"),
        says(4, "containers", force="dprk", scope="russia"),
    ]
    result = audit(ledger_of(tmp_path, said))
    assert set(verdicts(result).values()) == {"unverified"}
    assert all(one.evidence == () for one in result.verdicts)


def test_only_what_had_been_said_by_the_day_counts(tmp_path: Path) -> None:
    claims = [claim(1, "killed", 400, reported_on="2025-04-02"), claim(2, "killed", 900, who="beta")]
    ledger = ledger_of(tmp_path, [says(1, "killed", 400, who="alpha")], claims=claims)
    then = audit(ledger.view(as_of=date(2025, 4, 1))).verdicts[0]
    assert (then.verdict, then.opposing) == ("unverified", ("C2",))
    assert verdicts(audit(ledger.view(as_of=date(2025, 4, 2)))) == {"S01": "supported"}
    assert audit(ledger.view(as_of=date(2025, 3, 26))).verdicts == ()


def test_the_order_of_rows_and_the_ids_of_statements_decide_nothing(tmp_path: Path) -> None:
    claims = [
        claim(1, "killed", 400),
        claim(2, "wounded", 3600),
        claim(3, "killed", 900, who="beta"),
        claim(4, "sent_in_period", 3000, period_start="2025-01-01"),
        claim(5, "casualties", 4000, who="gamma"),
    ]
    said = [
        says(1, "killed", 400, who="alpha"),
        says(2, "wounded", 3600, who="alpha"),
        says(3, "casualties", 4000),
        says(4, "sent_in_period", 3000, who="alpha", period_start="2024-01-01", period_end="2024-02-29"),
    ]
    plain = audit(ledger_of(tmp_path / "plain", said, claims=claims))
    assert verdicts(plain) == {
        "S01": "supported",
        "S02": "supported",
        "S03": "supported",
        "S04": "contradicted",
    }
    assert audit(ledger_of(tmp_path / "shuffled", said, seed=7, claims=claims)) == plain
    renamed = [row | {"article_claim_id": f"X{9 - place}"} for place, row in enumerate(said)]
    other = audit(ledger_of(tmp_path / "renamed", renamed, claims=claims))
    by_measure = {one.statement.measure: (one.verdict, one.opposing) for one in plain.verdicts}
    renamed_back = {one.statement.measure: (one.verdict, one.opposing) for one in other.verdicts}
    assert {name: got[0] for name, got in renamed_back.items()} == {
        name: got[0] for name, got in by_measure.items()
    }
    assert renamed_back["killed"] == by_measure["killed"]


def test_no_rule_knows_a_row_of_the_shipped_ledger(shipped: Ledger) -> None:
    ids = [
        *shipped.article_claims["article_claim_id"],
        *shipped.claims["claim_id"],
        *shipped.claimants["claimant_id"],
    ]
    package = default_folder().parent / "src/frontledger/analysis"
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(package.glob("audit*.py")))
    assert [name for name in ids if f'"{name}"' in code] == []


SHIPPED = {
    "ART01": ("contradicted", ("period",), ("T093",)),
    "ART03": ("supported", ("figure", "parts_sum"), ("T096",)),
    "ART05": ("contradicted", ("whole_and_part", "figure"), ("MAT050",)),
    "ART10": ("contradicted", ("office", "event"), ("Sergei Shoigu: Secretary of the Security Council",)),
}


@pytest.mark.parametrize("statement", SHIPPED)
def test_the_article_the_project_began_from(shipped: Ledger, statement: str) -> None:
    """troops.md, "The two date and title checks", and the conflicts of the same disclosure."""
    judged = {one.statement.statement_id: one for one in audit(shipped).verdicts}[statement]
    rules = tuple(evidence.rule for evidence in judged.evidence)
    assert (judged.verdict, rules, judged.opposing) == SHIPPED[statement]


def test_the_drone_figures_of_the_article(shipped: Ledger) -> None:
    judged = {one.statement.statement_id: one for one in audit(shipped).verdicts}
    may, november = judged["ART23"], judged["ART24"]
    assert (may.verdict, may.evidence[0].months) == ("unverified", (date(2024, 2, 1),))
    assert november.verdict == "supported" and "air_force_end_date" in november.supporting


def test_the_article_on_its_own_day_knows_nothing_said_after(shipped: Ledger) -> None:
    then = audit(shipped.view(as_of=date(2025, 3, 27)))
    later = shipped.claims.query("reported_on > '2025-03-27'")["claim_id"]
    named = {
        item
        for one in then.verdicts
        for found in one.evidence
        for item in (*found.supporting, *found.opposing)
    }
    assert not named & set(later)
    assert verdicts(then)["ART03"] == "supported" and len(then.verdicts) == len(shipped.article_claims)

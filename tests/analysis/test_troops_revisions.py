"""Revisions: the steps of one body's running totals, as planted and as published."""

from datetime import date

from troop_ledger import claim, planted

from frontledger.analysis.troops.revisions import chains
from frontledger.ledger import Interval, Ledger


def test_nis_killed_runs_from_100_to_2000(shipped: Ledger) -> None:
    view = shipped.view(date(2026, 2, 28))
    found = [one for one in chains(view, ("killed",)) if one.counts[0].claimant_id == "nis"]
    assert len(found) == 1
    assert [one.best for one in found[0].counts] == [100, 300, 600, 2000]
    assert [step.days for step in found[0].steps] == [25, 107, 125]
    assert [step.factor for step in found[0].steps] == [3, 2, 2000 / 600]
    assert (found[0].overall.factor, found[0].overall.days) == (20, 257)
    assert [step.compatible for step in found[0].steps] == [True, False, False]


def test_planted_steps(shipped: Ledger) -> None:
    ledger = planted(
        shipped,
        claim("P1", "killed", 100, "2025-01-01"),
        claim("P2", "killed", 100, "2025-01-05", qualifier="more_than"),
        claim("P3", "killed", 250, "2025-01-11", qualifier="about"),
        claim("P4", "killed", 900, "2025-01-12", scope="kursk"),
        claim("P5", "killed", 400, "2025-01-12", claimant_id="hur"),
    )
    (chain,) = chains(ledger)
    assert [one.claim_id for one in chain.counts] == ["P1", "P3"]
    (step,) = chain.steps
    assert (step.factor, step.days) == (2.5, 10)
    assert step.factor_interval == Interval(2.25, 2.75)


def test_a_range_has_no_factor_but_is_a_step(shipped: Ledger) -> None:
    ranged = claim("P2", "sent", float("nan"), "2025-02-01", qualifier="between", low=11000, high=12000)
    (chain,) = chains(planted(shipped, claim("P1", "sent", 10000, "2025-01-01"), ranged))
    assert chain.overall.factor is None
    assert chain.overall.factor_interval == Interval(1.1, 1.2)


def test_two_figures_of_one_briefing_are_no_revision(shipped: Ledger) -> None:
    ledger = planted(
        shipped,
        claim("P1", "sent", 3000, "2024-10-23"),
        claim("P2", "sent", 15000, "2025-04-30"),
        claim("P3", "sent", 18000, "2025-04-30", credibility=5),
    )
    (chain,) = chains(ledger)
    assert [one.best for one in chain.counts] == [3000, 15000]


def test_an_echo_is_no_revision(shipped: Ledger) -> None:
    echo = claim("P2", "killed", 300, "2025-02-01", echo_of="P1")
    assert chains(planted(shipped, claim("P1", "killed", 100, "2025-01-01"), echo)) == ()

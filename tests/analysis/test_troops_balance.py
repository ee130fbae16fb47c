"""The balance of sent and lost: planted sums asked back, every rule of it, and the published check."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from troop_ledger import claim, planted

from frontledger.analysis.troops.balance import balances, span
from frontledger.analysis.troops.balance_terms import last_counted_day, terms_at
from frontledger.ledger import Interval, Ledger

SENT = claim("P1", "sent", 15000, "2025-04-30")
KILLED = claim("P2", "killed", 2000, "2025-09-02", scope="kursk")
HOME = claim("P3", "returned_home_in_period", 2000, "2025-03-31", period_start="2025-01-01", scope="dprk")
LATER_HOME = claim(
    "P4", "returned_home_in_period", 1100, "2025-12-31", period_start="2025-12-01", scope="dprk"
)
THERE = claim("P5", "in_theatre", 10000, "2025-09-20", scope="kursk")


@pytest.mark.parametrize(("start", "people"), [("2025-03-31", 2000), ("2025-04-01", 2500)])
def test_a_period_is_added_to_a_total_only_if_it_starts_on_a_later_day(
    shipped: Ledger, start: str, people: float
) -> None:
    total = claim("P1", "returned_home", 2000, "2025-03-31", scope="dprk")
    period = claim("P2", "returned_home_in_period", 500, "2025-04-30", scope="dprk", period_start=start)
    found = terms_at(planted(shipped, total, period), date(2025, 5, 1))
    assert found["returned_home"]["nis"].best == people


@pytest.mark.parametrize(
    "measure", ["sent", "sent_in_period", "in_theatre", "killed", "returned_home", "captured"]
)
def test_the_last_counted_day_is_that_of_the_last_count_of_any_term(shipped: Ledger, measure: str) -> None:
    last = claim("P9", measure, 600, "2025-11-30", period_start="2025-11-01")
    assert last_counted_day(planted(shipped, SENT, KILLED, HOME, last)) == date(2025, 11, 30)


def test_planted_balance_is_found(shipped: Ledger) -> None:
    one = balances(planted(shipped, SENT, KILLED, HOME, THERE)).chosen
    assert one is not None
    assert [term.measure for term in one.terms] == ["sent", "killed", "returned_home"]
    assert one.remainder == Interval(11000, 11000)
    assert (one.best, one.unexplained_best) == (11000, 1000)
    assert one.claims == ("P1", "P2", "P3", "P5")


def test_published_stock_flow_check(shipped: Ledger) -> None:
    """15,000 sent, 2,000 dead, 2,000 wounded sent home: 11,000; the NIS's one prisoner takes off one more."""
    drawn = balances(shipped, date(2025, 9, 2))
    nis = next(one for one in drawn.bodies if one.claimant_id == "nis")
    terms = {term.measure: term.best for term in nis.terms}
    assert terms == {"sent": 15000, "killed": 2000, "returned_home": 2000, "captured": 1}
    assert nis.best == 15000 - 2000 - 2000 - 1
    assert nis.remainder == Interval(13500 - 2200 - 2200 - 1, 16500 - 1800 - 1800 - 1)


def test_bounds_are_carried_through(shipped: Ledger) -> None:
    about = planted(shipped, SENT | {"qualifier": "about"}, KILLED | {"qualifier": "at_least"})
    one = balances(about).bodies[0]
    assert one.remainder == Interval(0, 14500)
    assert one.best is None


def test_own_later_periods_are_added_and_others_are_not(shipped: Ledger) -> None:
    added = claim("P6", "sent_in_period", 3000, "2025-06-30", period_start="2025-05-01")
    inside = claim("P7", "sent_in_period", 500, "2025-04-20", period_start="2025-04-01")
    foreign = added | {"claim_id": "P8", "claimant_id": "hur"}
    undated = added | {"claim_id": "P9", "period_start": None}
    one = balances(planted(shipped, SENT, KILLED, added, inside, foreign, undated)).bodies[0]
    assert one.terms[0].best == 18000
    assert [part.claim_id for part in one.terms[0].parts] == ["P1", "P6"]


def test_periods_that_do_not_overlap_add_up_and_overlapping_ones_do_not(shipped: Ledger) -> None:
    restated = LATER_HOME | {"claim_id": "P6", "best": 1500, "reported_on": "2026-01-15"}
    one = balances(planted(shipped, SENT, HOME, LATER_HOME)).bodies[0]
    two = balances(planted(shipped, SENT, HOME, LATER_HOME, restated)).bodies[0]
    assert (one.terms[1].best, two.terms[1].best) == (3100, 3500)


def test_periods_of_sending_are_no_total(shipped: Ledger) -> None:
    only = claim("P6", "sent_in_period", 3000, "2025-06-30", period_start="2025-05-01")
    assert balances(planted(shipped, only, KILLED)).bodies == ()


def test_total_below_own_later_stock_becomes_a_floor(shipped: Ledger) -> None:
    early = claim("P1", "sent", 3000, "2024-10-23")
    stock = claim("P5", "in_theatre", 11000, "2024-11-20", scope="kursk")
    killed = claim("P2", "killed", 300, "2025-01-13", scope="kursk")
    drawn = balances(planted(shipped, early, stock, killed))
    one = drawn.bodies[0]
    assert one.terms[0].interval == Interval(11000, math.inf)
    assert one.remainder == Interval(10700, math.inf)
    assert one.stock is None, "a count that served as the floor says nothing new"


def test_claims_older_than_a_year_are_left_out_and_named(shipped: Ledger) -> None:
    ledger = planted(shipped, SENT, KILLED)
    assert balances(ledger, date(2026, 4, 30)).chosen is not None
    drawn = balances(ledger, date(2026, 5, 1))
    assert drawn.chosen is None
    assert [part.claim_id for term in drawn.too_old for part in term.parts] == ["P1"]


def test_claims_about_later_days_do_not_enter(shipped: Ledger) -> None:
    ledger = planted(shipped, SENT, KILLED, HOME)
    assert [term.measure for term in balances(ledger, date(2025, 6, 1)).bodies[0].terms] == [
        "sent",
        "returned_home",
    ]


def test_kursk_and_local_counts_are_no_total_for_russia(shipped: Ledger) -> None:
    kursk = SENT | {"scope": "kursk"}
    local = KILLED | {"scope": "local"}
    assert balances(planted(shipped, kursk, KILLED)).bodies == ()
    assert balances(planted(shipped, SENT, local)).bodies == ()


def test_stock_of_two_places_is_their_sum_and_overlapping_places_are_not(shipped: Ledger) -> None:
    border = THERE | {"claim_id": "P6", "scope": "border", "best": 9000, "period_end": "2025-08-20"}
    east = THERE | {"claim_id": "P7", "scope": "far_east", "best": 3500}
    stock = balances(planted(shipped, SENT, KILLED, THERE, border, east), date(2025, 9, 20)).bodies[0].stock
    assert stock is not None
    assert (stock.best, stock.whole) == (13500, False)
    whole = THERE | {"claim_id": "P8", "scope": "russia", "best": 12000, "period_end": "2025-08-20"}
    stock = balances(planted(shipped, SENT, KILLED, THERE, east, whole), date(2025, 9, 20)).bodies[0].stock
    assert stock is not None
    assert (stock.best, stock.whole) == (12000, True)


def test_everyone_spans_the_bodies(shipped: Ledger) -> None:
    other = SENT | {"claim_id": "P6", "claimant_id": "hur", "best": 12000}
    floor = SENT | {"claim_id": "P7", "claimant_id": "msmt", "best": 11000, "qualifier": "at_least"}
    everyone = balances(planted(shipped, SENT, other, floor, KILLED)).everyone
    assert everyone is not None
    assert everyone.remainder == Interval(10000, 13000)
    assert everyone.best is None


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([Interval(1, 2), Interval(4, 5)], Interval(1, 5)),
        ([Interval(0, 3), Interval(4, 5)], Interval(0, 5)),
        ([Interval(0, 9), Interval(4, 5)], Interval(4, 5)),
        ([Interval(0, 3), Interval(2, math.inf)], Interval(2, 3)),
        ([Interval(0, 1), Interval(2, math.inf)], Interval(2, 2)),
    ],
)
def test_span(stated: list[Interval], expected: Interval) -> None:
    assert span(stated) == expected


def test_without_claims_there_is_no_balance(shipped: Ledger) -> None:
    drawn = balances(planted(shipped, claim("P1", "killed", 100, "2024-12-19", scope="kursk")))
    assert (drawn.bodies, drawn.everyone, drawn.chosen) == ((), None, None)


def test_credibility_settles_two_figures_of_one_briefing(shipped: Ledger) -> None:
    variant = SENT | {"claim_id": "P9", "best": 18000, "credibility": 5}
    term = terms_at(planted(shipped, SENT, variant), date(2025, 5, 1))["sent"]["nis"]
    assert term.best == 15000


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_order_of_rows_changes_nothing(shipped: Ledger, seed: int) -> None:
    shuffled = replace(shipped, claims=shipped.claims.sample(frac=1, random_state=seed))
    assert balances(shuffled, date(2026, 2, 12)) == balances(shipped, date(2026, 2, 12))


def test_an_echo_changes_nothing(shipped: Ledger) -> None:
    echo = SENT | {"claim_id": "P9", "claimant_id": "msmt", "best": 11000, "echo_of": "P1"}
    plain, echoed = planted(shipped, SENT, KILLED), planted(shipped, SENT, KILLED, echo)
    assert balances(echoed).bodies == balances(plain).bodies
    assert balances(echoed).everyone == balances(plain).everyone


def test_forecasts_and_acknowledgements_do_not_enter(shipped: Ledger) -> None:
    plan = SENT | {"claim_id": "P8", "best": 30000, "kind": "forecast", "period_end": "2025-05-30"}
    shown = KILLED | {"claim_id": "P9", "best": 101, "kind": "acknowledgement"}
    plain, more = planted(shipped, SENT, KILLED), planted(shipped, SENT, KILLED, plan, shown)
    assert balances(more).bodies == balances(plain).bodies


def test_nothing_said_later_is_known(shipped: Ledger) -> None:
    early = shipped.view(date(2025, 3, 27))
    drawn = balances(early, date(2025, 3, 27))
    said = [part.said for one in drawn.bodies for term in one.terms for part in term.parts]
    assert max(said) <= date(2025, 3, 27)
    assert drawn.chosen is not None
    assert drawn.chosen.claimant_id == "hur"
    assert drawn.chosen.best == 12000 + 1500 - 400

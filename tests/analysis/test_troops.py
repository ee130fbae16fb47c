"""Troops sent, present, added and forecast: planted truths asked back, and the shipped ledger's own."""

from dataclasses import replace
from datetime import date

from troop_ledger import NAN, claim, planted

from frontledger.analysis.claim_counts import counts, places_within
from frontledger.analysis.troops.flows import forecasts, movements, other_forces, present, sent, widest_gap
from frontledger.ledger import Ledger


def test_steps_of_each_body_in_order_of_the_day_counted(shipped: Ledger) -> None:
    ledger = planted(
        shipped,
        claim("P1", "sent", 3000, "2024-10-23"),
        claim("P2", "sent", 1500, "2024-10-13", reported_on="2024-10-30"),
        claim("P3", "sent", 12000, "2024-10-23", claimant_id="hur"),
        claim("P4", "sent", 12000, "2024-12-31", kind="forecast", reported_on="2024-10-25"),
        claim("P5", "sent", 3000, "2024-10-24", claimant_id="hur", echo_of="P1"),
        claim("P6", "sent", 1000, "2024-10-24", force="dprk_engineers"),
    )
    steps = {one.claimant_id: [count.claim_id for count in one.counts] for one in sent(ledger)}
    assert steps == {"hur": ["P3"], "nis": ["P2", "P1"]}


def test_shipped_steps_of_the_nis(shipped: Ledger) -> None:
    nis = next(one for one in sent(shipped) if one.claimant_id == "nis")
    assert [(count.as_of, count.best) for count in nis.counts] == [
        (date(2024, 10, 13), 1500),
        (date(2024, 10, 23), 3000),
        (date(2025, 4, 30), 15000),
    ]


def test_widest_gap_is_hur_against_nis(shipped: Ledger) -> None:
    gap = widest_gap(sent(shipped))
    assert gap is not None
    assert (gap.claims, gap.factor, gap.days) == (("T008", "T011"), 4.0, 0)


def test_no_gap_where_bounds_meet_or_days_are_far_apart(shipped: Ledger) -> None:
    first = claim("P1", "sent", 3000, "2024-10-23")
    near = claim("P2", "sent", 3000, "2024-10-24", claimant_id="hur", qualifier="at_least")
    far = claim("P3", "sent", 12000, "2024-11-23", claimant_id="us_dod")
    assert widest_gap(sent(planted(shipped, first, near, far))) is None


def test_places_never_mix(shipped: Ledger) -> None:
    whole, front, east = present(shipped)
    assert {one.scope for one in whole} == {"russia"}
    assert {one.scope for one in front} == {"kursk", "border"}
    assert {one.scope for one in east} == {"far_east"}
    assert len(whole) + len(front) + len(east) == len(shipped.select("in_theatre"))


def test_single_actions_lie_in_no_place(shipped: Ledger) -> None:
    assert places_within(shipped, "russia") == {"russia", "kursk", "border", "far_east", "tatarstan"}


def test_a_range_has_no_central_figure_and_a_floor_neither(shipped: Ledger) -> None:
    ledger = planted(
        shipped,
        claim("P1", "sent", NAN, "2024-11-04", qualifier="between", low=11000, high=12000),
        claim("P2", "sent", 12000, "2024-11-26", qualifier="at_least"),
        claim("P3", "sent", 12000, "2024-11-27", qualifier="nearly"),
    )
    assert [(one.central, one.size) for one in counts(ledger, "sent")] == [
        (None, 11000),
        (None, 12000),
        (12000, 12000),
    ]


def test_movements_of_the_shipped_ledger(shipped: Ledger) -> None:
    moved = movements(shipped)
    assert [one.claim_id for one in moved.added] == ["T007", "T090", "T085", "T086", "T093", "T099"]
    assert [one.claim_id for one in moved.home] == ["T107", "T145", "T140"]
    assert {one.measure for one in moved.happenings} == {
        "withdrawn",
        "returned_to_front",
        "deployment_acknowledged",
    }


def test_forecast_total_meets_totals_up_to_its_day_only(shipped: Ledger) -> None:
    plan = claim("P1", "sent", 10000, "2024-12-31", reported_on="2024-10-23", kind="forecast", scope="war")
    in_time = claim("P2", "sent", 12000, "2024-11-26")
    too_late = claim("P3", "sent", 15000, "2025-04-30")
    before = claim("P4", "sent", 1500, "2024-10-13", reported_on="2024-10-30")
    (one,) = forecasts(planted(shipped, plan, in_time, too_late, before))
    assert [later.claim_id for later in one.later] == ["P2"]
    assert one.due == date(2024, 12, 31)


def test_forecast_addition_meets_counts_of_its_time_and_place(shipped: Ledger) -> None:
    plan = claim(
        "P1",
        "sent_in_period",
        6000,
        "2025-08-31",
        period_start="2025-07-01",
        reported_on="2025-06-26",
        kind="forecast",
        scope="kursk",
    )
    met = claim("P2", "sent_in_period", 5000, "2025-09-30", period_start="2025-08-01")
    late = claim("P3", "sent_in_period", 4000, "2025-12-30", period_start="2025-10-01")
    east = met | {"claim_id": "P4", "scope": "far_east"}
    (one,) = forecasts(planted(shipped, plan, met, late, east))
    assert one.highest is not None
    assert [later.claim_id for later in one.later] == ["P2"]


def test_a_forecast_for_the_day_it_was_made_names_no_day(shipped: Ledger) -> None:
    plan = claim("P1", "sent_in_period", 2000, "2025-02-24", kind="forecast")
    (one,) = forecasts(planted(shipped, plan))
    assert (one.due, one.highest) == (None, None)


def test_forecasts_after_june_2025_met_no_count_of_troops(shipped: Ledger) -> None:
    late = [one for one in forecasts(shipped) if one.count.said >= date(2025, 6, 26)]
    assert len(late) == 5
    assert all(one.highest is None for one in late)


def test_other_forces_hold_no_troops(shipped: Ledger) -> None:
    found = other_forces(shipped)
    assert {one.force for one in found} == {
        "dprk_officers",
        "dprk_engineers",
        "dprk_builders",
        "dprk_workers",
    }
    assert [one.best for one in found if one.force == "dprk_builders"] == [5000, 5000]


def test_order_of_rows_changes_nothing(shipped: Ledger) -> None:
    turned = replace(shipped, claims=shipped.claims[::-1])
    assert sent(turned) == sent(shipped)
    assert present(turned) == present(shipped)
    assert movements(turned) == movements(shipped)
    assert forecasts(turned) == forecasts(shipped)

"""What was knowable when: each point is the reconciliation of the ledger as it stood, and no more."""

from dataclasses import replace
from datetime import date

import pytest
from belief_ledger import count, shuffled
from troop_ledger import planted

from frontledger.analysis.belief import knowable
from frontledger.analysis.reconcile import reconcile
from frontledger.ledger import Ledger

pytestmark = pytest.mark.slow

ABOUT = date(2025, 1, 31)


def revised(shipped: Ledger) -> Ledger:
    """Counts for one day: a thousand at first, then two bodies who say fifteen hundred, each on its day."""
    return planted(
        shipped,
        count("X1", "nis", "2025-01-31", 1000),
        count("X2", "hur", "2025-01-31", 1500, reported_on="2025-03-10"),
        count("X3", "jcs", "2025-01-31", 1500, reported_on="2025-04-10"),
        count("X4", "csis", "2025-08-31", 5000),
    )


def test_a_revision_is_seen_on_the_day_it_arrived(shipped: Ledger) -> None:
    found = knowable(revised(shipped), ABOUT)
    assert found is not None
    assert [one.as_of.isoformat() for one in found.points] == [
        "2025-01-31",
        "2025-03-10",
        "2025-04-10",
        "2025-08-31",
    ]
    assert [one.claims for one in found.points] == [("X1",), ("X2",), ("X3",), ("X4",)]
    estimates = [one.readings[0].estimate for one in found.points if one.readings[0]]
    assert estimates == pytest.approx([1000, 1000, 1500, 1500], rel=1e-2)
    assert [point.claims for point, _, _ in found.steps(0)] == [("X2",), ("X3",), ("X4",)]


def test_every_point_is_the_reconciliation_as_of_its_day(shipped: Ledger) -> None:
    about = date(2024, 12, 31)
    view = shipped.view(date(2025, 2, 14))
    found = knowable(view, about)
    assert found is not None
    for point in (found.points[-1], found.points[-2]):
        whole = reconcile(view.view(point.as_of))
        for one, reading in zip(found.quantities, point.readings, strict=True):
            path = whole.path(one.measure, one.force).set_index("day")
            assert reading is not None
            row = path.loc[str(about)]
            assert reading.estimate == pytest.approx(row["estimate"], rel=1e-5)
            assert reading.bounds.lower == pytest.approx(row["lower"], rel=1e-4, abs=1)
            assert reading.bounds.upper == pytest.approx(row["upper"], rel=1e-4, abs=1)


def test_nothing_said_later_changes_an_earlier_point(shipped: Ledger) -> None:
    whole, early = knowable(revised(shipped), ABOUT), knowable(revised(shipped).view(date(2025, 5, 1)), ABOUT)
    assert whole is not None and early is not None
    assert whole.points[: len(early.points)] == early.points


def test_an_echo_and_the_order_of_rows_change_nothing(shipped: Ledger) -> None:
    plain = revised(shipped)
    claims = plain.claims.to_dict("records")
    echo = count("X9", "isw", "2025-01-31", 9999, reported_on="2025-03-20", echo_of="X1")
    echoed = planted(shipped, *claims, echo)
    mixed = replace(plain, claims=shuffled(plain.claims))
    assert knowable(mixed, ABOUT) == knowable(plain, ABOUT) == knowable(echoed, ABOUT)


def test_after_the_last_word_a_total_has_a_floor_and_no_ceiling(shipped: Ledger) -> None:
    found = knowable(
        planted(shipped, count("X1", "nis", "2025-01-10", 1000), count("X2", "hur", "2025-03-10", 1500)),
        ABOUT,
    )
    assert found is not None
    first, last = (one.readings[0] for one in found.points)
    assert first is not None and last is not None
    assert first.estimate == pytest.approx(1000, rel=1e-3)
    assert first.bounds.lower == pytest.approx(1000, rel=1e-3)
    assert first.bounds.upper == float("inf")
    assert last.bounds.lower == pytest.approx(1000, rel=1e-3)
    assert last.bounds.upper == pytest.approx(1500, rel=1e-3)


def test_a_day_not_yet_over_or_before_all_claims_has_no_history(shipped: Ledger) -> None:
    assert knowable(revised(shipped), date(2025, 8, 31)) is None
    assert knowable(revised(shipped), date(2024, 1, 31)) is None

"""Which of a body's claims speak on a day, what the bodies allow together, and the ledger's own answer."""

import math
from datetime import date

import pytest

from frontledger.analysis.second_route.bounds import bounds
from frontledger.analysis.second_route.measured import least_squares_at, measurement_of
from frontledger.analysis.second_route.standing import standing
from frontledger.ledger import Interval, load

DAY = date(2025, 2, 1)


@pytest.fixture
def planted(copy_of_data):
    """A function from short rows to a ledger of the shipped codebook that holds these claims alone."""

    def build(*rows):
        claims = copy_of_data / "claims.csv"
        head = claims.read_text(encoding="utf-8").splitlines()[0]
        lines = [_line(number, *row) for number, row in enumerate(rows)]
        claims.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        for name in ("corrections.csv", "article_claims.csv"):
            path = copy_of_data / name
            path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        sources = copy_of_data / "sources.csv"
        sources.write_text(sources.read_text(encoding="utf-8") + "planted,Planted,,\n", encoding="utf-8")
        return load(copy_of_data)

    return build


def _line(number, *row):
    claimant, measure, qualifier, best, day, start, scope, echo = (*row, *("", "kursk", "")[len(row) - 5 :])
    return (
        f"P{number},{measure},dprk_troops,,{best},,{qualifier},{start},{day},{scope},,{claimant},,planted,"
        f"{day},estimate,{echo},3,"
    )


def ends(found):
    return {one.claimant_id: (one.interval.lower, one.interval.upper) for one in found}


def test_the_newest_of_each_body_stands_and_echoes_do_not(planted):
    ledger = planted(
        ("nis", "killed", "exact", 100, "2025-01-10"),
        ("nis", "killed", "exact", 300, "2025-01-20"),
        ("nis", "killed", "exact", 900, "2025-02-10"),
        ("msmt", "killed", "exact", 300, "2025-01-25", "", "kursk", "P1"),
        ("hur", "killed", "at_least", 200, "2025-01-15"),
    )
    assert ends(standing(ledger, "killed", DAY)) == {"nis": (300, 300), "hur": (200, math.inf)}


def test_an_old_total_is_a_floor_and_an_old_stock_is_silent(planted):
    ledger = planted(
        ("nis", "killed", "exact", 100, "2024-12-01"),
        ("nis", "in_theatre", "exact", 9000, "2024-12-01"),
        ("hur", "in_theatre", "exact", 8000, "2025-01-20"),
    )
    assert ends(standing(ledger, "killed", DAY)) == {"nis": (100, math.inf)}
    assert ends(standing(ledger, "in_theatre", DAY)) == {"hur": (8000, 8000)}


def test_later_periods_of_the_same_body_are_added_once_and_no_others(planted):
    ledger = planted(
        ("nis", "sent", "exact", 10000, "2024-12-31", "", "russia"),
        ("nis", "sent_in_period", "exact", 1000, "2025-01-20", "2025-01-01", "russia"),
        ("nis", "sent_in_period", "exact", 3000, "2025-01-31", "2025-01-10", "russia"),
        ("nis", "sent_in_period", "exact", 700, "2024-12-20", "2024-12-01", "russia"),
        ("hur", "sent_in_period", "exact", 5000, "2025-01-31", "2025-01-01", "russia"),
    )
    (one,) = standing(ledger, "sent", DAY)
    assert (one.claimant_id, one.interval, one.claims) == ("nis", Interval(13000, 13000), ("P0", "P2"))


def test_periods_that_do_not_overlap_make_up_a_count_of_periods(planted):
    ledger = planted(
        ("nis", "captured", "exact", 20, "2025-01-09", "2025-01-01", "russia"),
        ("nis", "captured", "exact", 30, "2025-01-20", "2025-01-10", "russia"),
        ("hur", "in_theatre", "exact", 8000, "2025-01-10", "", "russia"),
        ("hur", "in_theatre", "exact", 9000, "2025-01-20", "", "russia"),
    )
    assert ends(standing(ledger, "captured", DAY)) == {"nis": (50, 50)}
    assert ends(standing(ledger, "in_theatre", DAY)) == {"hur": (9000, 9000)}


def test_a_part_is_never_set_beside_the_whole(planted):
    ledger = planted(
        ("nis", "in_theatre", "exact", 11000, "2025-01-20", "", "russia"),
        ("hur", "in_theatre", "exact", 8000, "2025-01-20", "", "kursk"),
        ("jcs", "in_theatre", "exact", 900, "2025-01-20", "", "local"),
    )
    assert ends(standing(ledger, "in_theatre", DAY)) == {"nis": (11000, 11000)}


def test_bounds_are_the_intersection_while_there_is_one(planted):
    ledger = planted(
        ("nis", "killed", "about", 1000, "2025-01-20"),
        ("hur", "killed", "at_least", 950, "2025-01-20"),
        ("jcs", "killed", "up_to", 2000, "2025-01-20"),
    )
    found = bounds(standing(ledger, "killed", DAY))
    assert (found.common, found.conflicts) == (Interval(950, 1100), ())


def test_without_a_common_value_every_pair_that_excludes_one_another_is_named(planted):
    ledger = planted(
        ("nis", "killed", "exact", 300, "2025-01-20"),
        ("jcs", "killed", "exact", 900, "2025-01-20"),
        ("zelensky", "killed", "exact", 4000, "2025-01-20"),
        ("hur", "killed", "exact", 4000, "2025-01-21"),
    )
    found = bounds(standing(ledger, "killed", DAY))
    assert found.common is None
    assert found.union == (Interval(300, 300), Interval(900, 900), Interval(4000, 4000))
    named = {(low.claimant_id, high.claimant_id) for low, high in found.conflicts}
    assert named == {("nis", "jcs"), ("nis", "zelensky"), ("nis", "hur"), ("jcs", "zelensky"), ("jcs", "hur")}


def test_nothing_has_no_bounds():
    with pytest.raises(ValueError, match="no count to bound"):
        bounds(())


@pytest.mark.parametrize(
    ("interval", "half_width"),
    [
        (Interval(3600, 4400), 400),  # about 4,000
        (Interval(4000, 4000), 400),  # 4,000 without a hedge: half a thousand would be wider than "about"
        (Interval(4120, 4120), 5),
        (Interval(2, 2), 0.5),
        (Interval(0, 0), 0.5),
    ],
)
def test_the_deviation_is_that_of_a_uniform_distribution_over_the_interval(interval, half_width):
    middle, deviation = measurement_of(interval)
    assert middle == (interval.lower + interval.upper) / 2
    assert deviation == pytest.approx(half_width / math.sqrt(3))


def test_a_bound_on_one_side_is_no_measurement():
    with pytest.raises(ValueError, match="has no middle; leave one-sided claims out"):
        measurement_of(Interval(3000, math.inf))


def test_the_ledgers_identities_are_its_balances(planted):
    # 600 and 4,100 make 4,700; another body's 5,000 pulls the sum up, and each gives as it is uncertain.
    ledger = planted(
        ("nis", "killed", "about", 600, "2025-01-20"),
        ("nis", "wounded", "about", 4100, "2025-01-20"),
        ("hur", "casualties", "about", 5000, "2025-01-20"),
        ("uk_mod", "casualties", "at_least", 3000, "2025-01-20"),
    )
    (found,) = least_squares_at(ledger, DAY)
    values = {one.measure: one.value for one in found.quantities}
    variances = {"killed": 60**2 / 3, "wounded": 410**2 / 3, "casualties": 500**2 / 3}
    shift = 300 / sum(variances.values())
    assert values["killed"] == pytest.approx(600 + shift * variances["killed"])
    assert values["wounded"] == pytest.approx(4100 + shift * variances["wounded"])
    assert values["casualties"] == pytest.approx(values["killed"] + values["wounded"])
    assert found.statistic == pytest.approx(300**2 / sum(variances.values()))
    assert found.degrees_of_freedom == 1
    assert [one.claimant_id for one in found.one_sided] == ["uk_mod"]
    assert found.claims == ("P2", "P0", "P1")


def test_what_nobody_counted_is_derived_from_the_balance(planted):
    ledger = planted(
        ("nis", "casualties", "about", 4700, "2025-01-20"),
        ("nis", "killed", "about", 600, "2025-01-20"),
    )
    (found,) = least_squares_at(ledger, DAY)
    wounded = next(one for one in found.quantities if one.measure == "wounded")
    assert (wounded.value, wounded.measurements) == (pytest.approx(4100), ())
    assert wounded.standard_deviation == pytest.approx(math.hypot(470, 60) / math.sqrt(3))
    assert next(one for one in found.quantities if one.measure == "sent").value is None


def test_bodies_that_contradict_one_another_fail_the_test_and_are_named(planted):
    ledger = planted(
        ("nis", "killed", "about", 300, "2025-01-20"),
        ("hur", "killed", "about", 310, "2025-01-20"),
        ("jcs", "killed", "about", 305, "2025-01-20"),
        ("zelensky", "killed", "about", 600, "2025-01-20"),
    )
    (found,) = least_squares_at(ledger, DAY)
    measurements = next(one for one in found.quantities if one.measure == "killed").measurements
    worst = max(measurements, key=lambda one: abs(one.standardised))
    assert (worst.standing.claimant_id, found.p_value < 1e-6) == ("zelensky", True)


def test_identities_without_a_measure_in_common_are_reconciled_apart(shipped):
    found = least_squares_at(shipped, date(2025, 2, 4))
    assert [{"killed", "sent"} <= {q.measure for q in one.quantities} for one in found] == [True, False]
    assert {q.measure for q in found[1].quantities} == {
        "long_range_artillery", "howitzers_170mm", "launchers_240mm",
    }  # fmt: skip


def test_the_shipped_claims_of_january_2025_cannot_all_be_measurements_of_one_truth(shipped):
    people = least_squares_at(shipped, date(2025, 1, 31))[0]
    assert people.p_value < 1e-6
    found = {one.standing.claims[-1]: one for q in people.quantities for one in q.measurements}
    worst = sorted(found, key=lambda claim: -abs(found[claim].standardised))
    assert {"T061", "T067"} <= set(worst[:3])

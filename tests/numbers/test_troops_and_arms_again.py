"""Troops and arms on the shipped ledger, worked out anew from the csv files in exact fractions."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from raw import Claim, claims, rows, same

from frontledger.analysis.arms.bounds import rounds_bounds
from frontledger.analysis.arms.rounds import CAPACITY, fills, per_container, rounds
from frontledger.analysis.arms.transfers import artillery, missiles, others, readings, returned
from frontledger.analysis.brief import KEY_MEASURES, key_figures
from frontledger.analysis.claim_counts import counts
from frontledger.analysis.troops.balance import Balance, balances
from frontledger.analysis.troops.flows import forecasts, movements, sent, widest_gap
from frontledger.analysis.troops.revisions import REVISED_MEASURES, chains
from frontledger.ledger import Interval, Ledger

Ends = tuple[Fraction, Fraction | None]
CENTRAL = ("exact", "about", "nearly")
CALIBRES = ("152mm", "122mm", "any")


def is_same(found: Interval, expected: Ends) -> bool:
    return same(found.lower, expected[0]) and same(found.upper, expected[1])


def inside(place: str) -> set[str]:
    parents = {row["scope"]: row["inside"] for row in rows("scopes")}
    found = {place}
    while more := {name for name, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {"local"}


def newest(found: Iterable[Claim]) -> Claim:
    return max(found, key=lambda one: (one.day, one.said, -one.credibility, one.claim_id))


def test_every_count_is_the_row_it_was_read_from(shipped: Ledger):
    for measure in {row["measure"] for row in rows("measures")}:
        found, expected = counts(shipped, measure), claims(measure)
        assert [one.claim_id for one in found] == [one.claim_id for one in expected]
        for one, row in zip(found, expected, strict=True):
            assert is_same(one.interval, (row.lower, row.upper))
            assert same(one.best, row.best)
            assert (one.as_of, one.said, one.start) == (row.day, row.said, row.start)
            assert same(one.size, row.lower if row.best is None else row.best)
            assert same(one.central, row.best if row.qualifier in CENTRAL else None)


def losses(who: str, day: date) -> list[tuple[str, Ends, Fraction | None]]:
    """A body's losses by a day: its newest total, and its later periods that do not overlap."""
    russia, found = inside("russia"), []
    rules = (
        ("killed", ("killed",)),
        ("returned_home", ("returned_home", "returned_home_in_period")),
        ("captured", ("captured",)),
    )
    flows = {"returned_home_in_period", "captured"}
    for name, measures in rules:
        known = [
            claim
            for measure in measures
            for claim in claims(measure)
            if claim.who == who and claim.day <= day and (name == "returned_home" or claim.scope in russia)
        ]
        totals = [claim for claim in known if claim.measure not in flows]
        if not totals and name == "killed":
            continue
        total = newest(totals) if totals else None
        taken: list[Claim] = [total] if total else []
        periods = [claim for claim in known if claim.measure in flows]
        for claim in sorted(
            periods, key=lambda one: (one.said, one.day, one.said, -one.credibility), reverse=True
        ):
            after = total is None or (claim.start is not None and claim.start > total.day)
            apart = all(
                (claim.start and claim.start > other.day) or (other.start and other.start > claim.day)
                for other in taken
                if other is not total
            )
            if after and apart:
                taken.append(claim)
        if not taken or max(claim.day for claim in taken) < day - timedelta(days=365):
            continue
        uppers = [claim.upper for claim in taken]
        bests = [claim.best if claim.qualifier in CENTRAL else None for claim in taken]
        found.append(
            (
                name,
                (sum(claim.lower for claim in taken), None if None in uppers else sum(uppers)),
                None if None in bests else sum(bests),
            )
        )
    return found


@pytest.mark.parametrize("day", [None, date(2025, 4, 30), date(2025, 3, 15), date(2026, 2, 1)])
def test_the_balance_of_each_body(shipped: Ledger, day: date | None):
    found = balances(shipped, day)
    russia = inside("russia")
    for one in found.bodies:
        known = [claim for claim in claims("sent") if claim.who == one.claimant_id and claim.day <= found.at]
        total = newest(claim for claim in known if claim.scope == "russia")
        later = [
            claim
            for claim in claims("sent_in_period")
            if claim.who == one.claimant_id
            and claim.scope in russia
            and claim.start
            and total.day < claim.start
            if claim.day <= found.at
        ]
        stocks = [claim for claim in claims("in_theatre") if claim.who == one.claimant_id]
        outgrown = any(
            total.upper is not None and claim.lower > total.upper and total.day < claim.day <= found.at
            for claim in stocks
        )
        if later or outgrown:
            continue  # the planted balances of test_troops_balance.py have these
        check_remainder(one, total, losses(one.claimant_id, found.at))


def check_remainder(one: Balance, total: Claim, gone: list[tuple[str, Ends, Fraction | None]]) -> None:
    told = [(term.measure, term.interval, term.best) for term in one.terms]
    assert told[0][0] == "sent"
    assert is_same(told[0][1], (total.lower, total.upper))
    assert [name for name, _, _ in told[1:]] == [name for name, _, _ in gone]
    for (_, interval, best), (_, bounds, stated) in zip(told[1:], gone, strict=True):
        assert is_same(interval, bounds)
        assert same(best, stated)
    most = None if any(bounds[1] is None for _, bounds, _ in gone) else sum(b[1] for _, b, _ in gone)
    least = Fraction(0) if most is None else max(total.lower - most, Fraction(0))
    upper = None if total.upper is None else total.upper - sum(bounds[0] for _, bounds, _ in gone)
    assert is_same(one.remainder, (least, upper))
    bests = [total.best if total.qualifier in CENTRAL else None, *(stated for _, _, stated in gone)]
    assert same(one.best, None if None in bests else bests[0] - sum(bests[1:]))
    assert one.bounded == (upper is not None)
    if one.stock:
        said = {claim.claim_id: claim for claim in claims("in_theatre")}
        used = [said[part.claim_id] for part in one.stock.parts]
        uppers = [claim.upper for claim in used]
        assert is_same(
            one.stock.interval, (sum(c.lower for c in used), None if None in uppers else sum(uppers))
        )
        assert one.unexplained.lower == one.remainder.lower - one.stock.interval.upper
        assert one.unexplained.upper == one.remainder.upper - one.stock.interval.lower
        if one.best is not None and one.stock.best is not None:
            assert one.unexplained_best == one.best - one.stock.best


def test_the_widest_gap_is_the_widest_of_all_pairs(shipped: Ledger):
    known = [claim for claim in claims("sent") if claim.scope in inside("russia") and claim.best]
    factors = [
        high.best / low.best
        for low, high in permutations(known, 2)
        if low.who != high.who
        and low.scope == high.scope
        and low.upper is not None
        and low.upper < high.lower
        and abs(low.day - high.day) <= timedelta(days=7)
    ]
    gap = widest_gap(sent(shipped))
    assert same(gap.factor, max(factors))
    assert gap.days == abs(gap.low.as_of - gap.high.as_of).days


def test_revisions_divide_each_figure_by_the_one_before(shipped: Ledger):
    for chain in chains(shipped):
        measure = chain.counts[0].measure
        assert measure in REVISED_MEASURES
        said = {claim.claim_id: claim for claim in claims(measure)}
        own = [said[count.claim_id] for count in chain.counts]
        assert len({(claim.who, claim.scope) for claim in own}) == 1
        assert [claim.said for claim in own] == sorted(claim.said for claim in own)
        for step, (before, after) in zip(chain.steps, pairwise(own), strict=True):
            factor = None if before.best is None or after.best is None else after.best / before.best
            assert same(step.factor, factor)
            low = Fraction(0) if before.upper is None else after.lower / before.upper
            high = None if after.upper is None or before.lower == 0 else after.upper / before.lower
            assert is_same(step.factor_interval, (low, high))
            meets = (before.upper is None or after.lower <= before.upper) and (
                after.upper is None or before.lower <= after.upper
            )
            assert step.compatible == meets
            assert step.days == (after.said - before.said).days
        known = None not in (own[0].best, own[-1].best)
        assert same(chain.overall.factor, own[-1].best / own[0].best if known else None)


def test_movements_and_forecasts_are_the_rows_they_were_read_from(shipped: Ledger):
    moved = movements(shipped)
    assert {one.claim_id for one in moved.added} == {one.claim_id for one in claims("sent_in_period")}
    home = (*claims("returned_home"), *claims("returned_home_in_period"))
    assert {one.claim_id for one in moved.home} == {one.claim_id for one in home}
    for one in forecasts(shipped):
        if one.count.form == "cumulative" and one.count.end:
            assert all(later.as_of <= one.count.end for later in one.later)
        assert all(later.as_of > one.count.said for later in one.later)
        if one.later:
            assert one.highest.size == max(later.size for later in one.later)
        assert one.due == (one.count.end if one.count.end and one.count.end > one.count.said else None)


def rounded(figure: Fraction) -> Ends:
    """Half a unit of the last digit that is not nought, either way."""
    digits = len(str(figure)) - len(str(figure).rstrip("0"))
    half = Fraction(10**digits, 2)
    return figure - half, figure + half


def test_rounds_a_container(shipped: Ledger):
    boxes = {(claim.who, claim.day, claim.said): claim for claim in claims("containers")}
    expected = {
        (claim.claim_id, boxes[claim.who, claim.day, claim.said].claim_id): claim
        for measure in (*CAPACITY["any"], "rounds_delivered")
        for claim in claims(measure)
        if (claim.who, claim.day, claim.said) in boxes
    }
    found = {one.claims: one for one in per_container(shipped)}
    assert set(found) == set(expected)
    by_name = {claim.claim_id: claim for claim in boxes.values()}
    for ids, claim in expected.items():
        box = by_name[ids[1]].best
        assert same(found[ids].ratio, None if claim.best is None else claim.best / box)
        low, high = (claim.lower, claim.upper) if claim.best is None else rounded(claim.best)
        least, most = rounded(box)
        assert is_same(found[ids].interval, (low / most, high / least))


@pytest.mark.parametrize("calibre", CALIBRES)
def test_content_beside_the_nearest_capacity(shipped: Ledger, calibre: str):
    capacity = [claim for measure in CAPACITY[calibre] for claim in claims(measure)]
    found = {one.content.claim_id: one for one in fills(rounds(shipped, calibre))}
    for claim in claims("rounds_delivered"):
        near = [one for one in capacity if abs(one.day - claim.day) <= timedelta(days=180)]
        if not near:
            assert claim.claim_id not in found
            continue
        size = {one.claim_id: one.lower if one.best is None else one.best for one in near}
        chosen = min(near, key=lambda one: (abs(one.day - claim.day), -size[one.claim_id], one.claim_id))
        bound = chosen.upper if chosen.best is None else chosen.best
        fill = found[claim.claim_id]
        assert same(fill.bound, bound)
        assert is_same(
            fill.share, (claim.lower / bound, None if claim.upper is None else claim.upper / bound)
        )
        assert same(fill.named, None if claim.best is None else claim.best / bound)


@pytest.mark.parametrize("calibre", CALIBRES)
def test_bounds_on_the_rounds_that_came(shipped: Ledger, calibre: str):
    """Floors and ceilings by a plain loop over claims, then every day and every pair by trying them all."""
    factors = [
        one.ratio for one in per_container(shipped) if one.ratio and one.rounds.measure in CAPACITY[calibre]
    ]
    factor = Fraction(max(factors)).limit_denominator(1000)
    came = (*claims("rounds_delivered"), *claims("rounds_delivered_in_period"))
    floors = [(one.who, one.day, one.lower, one.claim_id) for one in came if one.lower > 0]
    ceilings = [
        (one.who, one.day, one.upper, one.claim_id) for one in claims("rounds_delivered") if one.upper
    ]
    capacity = [claim for measure in CAPACITY[calibre] for claim in claims(measure)]
    ceilings += [
        (one.who, one.day, one.upper if one.best is None else one.best, one.claim_id)
        for one in capacity
        if one.best is not None or one.upper is not None
    ]
    own = {(one.who, one.day) for one in capacity}
    ceilings += [
        (one.who, one.day, factor * (one.upper if one.best is None else one.best), one.claim_id)
        for one in claims("containers")
        if (one.who, one.day) not in own and (one.best is not None or one.upper is not None)
    ]
    found = rounds_bounds(shipped, calibre)
    assert same(found.greatest_factor.ratio, factor)
    for told, expected in ((found.floors, floors), (found.ceilings, ceilings)):
        numbers = sorted((one.claim.claim_id, one.number) for one in told)
        assert len(numbers) == len(expected)
        for (name, figure), (_, _, exact, same_name) in zip(
            numbers, sorted(expected, key=lambda one: (one[3], one[2])), strict=True
        ):
            assert name == same_name
            assert same(figure, exact)
    for one in found.days:
        least, most = {}, {}
        for who, day, figure, _ in floors:
            if day <= one.day:
                least[who] = max(least.get(who, Fraction(0)), figure)
        for who, day, figure, _ in ceilings:
            if day >= one.day:
                most[who] = min(most.get(who, figure), figure)
        low, high = list(least.values()) or [Fraction(0)], list(most.values()) or [None]
        assert is_same(one.floors, (min(low), max(low)))
        assert None in high or is_same(one.ceilings, (min(high), max(high)))
        agreed = max(low) <= min(high) if None not in high else True
        assert (one.all_right is not None) == agreed
        if agreed and None not in high:
            assert is_same(one.all_right, (max(low), min(high)))
        assert is_same(one.any_right, (min(low), max(high) if None not in high else None))
    clashes = [
        floor[2] / ceiling[2]
        for floor in floors
        for ceiling in ceilings
        if floor[0] != ceiling[0] and floor[1] <= ceiling[1] and floor[2] > ceiling[2]
    ]
    told_factors = [one.factor for one in found.clashes]
    assert told_factors == pytest.approx(sorted(map(float, clashes), reverse=True))


def test_readings_of_the_newest_count_of_guns_and_launchers(shipped: Ledger):
    def last(measure: str, place: int = -1) -> Claim:
        return sorted(claims(measure), key=lambda one: (one.day, one.said, -one.credibility, one.claim_id))[
            place
        ]

    number, before = last("long_range_artillery"), last("long_range_artillery", -2)
    parts = {"guns": last("launchers_240mm"), "launchers": last("howitzers_170mm"), "together": None}
    for one in readings(artillery(shipped)):
        other = parts[one.counted]
        low = number.lower + (other.lower if other else 0)
        high = None if other and other.upper is None else number.upper + (other.upper if other else 0)
        assert is_same(one.total, (low, high))
        assert is_same(one.rise, (low - before.upper, None if high is None else high - before.lower))
        assert one.days == (number.day - before.day).days


def test_what_else_was_counted_is_the_rows_it_was_read_from(shipped: Ledger):
    for one in (*missiles(shipped).all, *others(shipped)):
        (row,) = [
            claim
            for claim in (*claims(one.measure), *claims(one.measure, "forecast"))
            if claim.claim_id == one.claim_id
        ]
        assert is_same(one.interval, (row.lower, row.upper))
    back = {one.claim_id for one in returned(shipped)}
    forces = {row["claim_id"]: row["force"] for row in rows("claims")}
    assert back
    assert all(forces[name] != "dprk" for name in back)


def test_key_figures_are_the_newest_word_and_what_excludes_it(shipped: Ledger):
    found = {one.measure: one for one in key_figures(shipped)}
    assert set(found) == {measure for measure in KEY_MEASURES if claims(measure)}
    for measure, one in found.items():
        known = claims(measure)
        assert one.newest.claim_id == newest(known).claim_id
        assert one.bodies == len({claim.who for claim in known})
        top = newest(known)
        for other in one.excluded:
            # A total that never falls: an earlier count above the newest one's ceiling cannot stand beside it.
            assert other.as_of <= top.day
            assert top.upper is not None
            assert other.interval.lower > float(top.upper)

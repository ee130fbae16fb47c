"""Everything told of casualties on the shipped ledger, worked out anew from the csv files in exact fractions."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from raw import Claim, claims, rows, same, standing
from scipy.stats import beta, gamma

from frontledger.analysis.casualties.conflicts import killed_evidence, same_battle
from frontledger.analysis.casualties.fractions import fractions, own_fractions, same_casualties_apart
from frontledger.analysis.casualties.pair_ratios import pair_ratios
from frontledger.analysis.casualties.projections import carried_rates
from frontledger.analysis.casualties.rates import paces, sharpest_slowdown
from frontledger.analysis.casualties.ratio_claims import (
    lone_killed,
    losses_with_return,
    ratio_claims,
    tally_noise,
    tally_split,
)
from frontledger.analysis.casualties.references import definition_pairs, references
from frontledger.analysis.casualties.tolls import casualty_totals, tallies
from frontledger.ledger import Interval, Ledger

Ends = tuple[Fraction, Fraction | None]


def is_same(found: Interval | None, expected: Ends | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return same(found.lower, expected[0]) and same(found.upper, expected[1])


def over(one: Ends, other: Ends) -> Ends:
    """Exact division of what is not below nought."""
    least = Fraction(0) if other[1] in (None, 0) else one[0] / other[1]
    return least, (None if one[1] is None or other[0] == 0 else one[1] / other[0])


def less_one(ends: Ends) -> Ends:
    return max(ends[0] - 1, Fraction(0)), None if ends[1] is None else max(ends[1] - 1, Fraction(0))


def ends(claim: Claim) -> Ends:
    return claim.lower, claim.upper


def plus(one: Ends, other: Ends) -> Ends:
    return one[0] + other[0], None if one[1] is None or other[1] is None else one[1] + other[1]


def totals() -> dict[tuple, tuple[tuple[str, ...], Fraction | None, Ends]]:
    """Casualties of each body, place and day: as said, as its parts add up, or what both allow."""
    found = {key: ((one.claim_id,), one.best, ends(one)) for key, one in standing("casualties").items()}
    wounded = standing("wounded")
    for key, killed in standing("killed").items():
        if key not in wounded:
            continue
        other = wounded[key]
        ids, both = (killed.claim_id, other.claim_id), plus(ends(killed), ends(other))
        stated = None if killed.best is None or other.best is None else killed.best + other.best
        if key in found:
            given, said, own = found[key]
            uppers = [one for one in (own[1], both[1]) if one is not None]
            low, high = max(own[0], both[0]), min(uppers, default=None)
            found[key] = (given + ids, said, (low, high) if high is None or low <= high else own)
        else:
            found[key] = (ids, stated, both)
    return found


def test_casualty_totals(shipped: Ledger):
    found = {one.key: one for one in casualty_totals(shipped)}
    expected = totals()
    assert set(found) == set(expected)
    for key, (ids, stated, bounds) in expected.items():
        assert found[key].claims == ids
        assert same(found[key].stated, stated)
        assert is_same(found[key].bounds, bounds)


def expected_ratios() -> dict[tuple[str, ...], tuple[Ends, Fraction | None]]:
    """Claims -> wounded per killed from the bounds, and from the figures as said."""
    found: dict[tuple[str, ...], tuple[Ends, Fraction | None]] = {}
    partners = [(name, standing(name)) for name in ("wounded", "casualties", "casualties_with_missing")]
    for key, killed in standing("killed").items():
        name, other = next(((name, known[key]) for name, known in partners if key in known), ("", None))
        if other is None:
            continue
        whole = over(ends(other), ends(killed))
        quotient = other.best / killed.best if killed.best and other.best is not None else None
        if name != "wounded":
            whole, quotient = less_one(whole), None if quotient is None else quotient - 1
        if name == "casualties_with_missing":
            whole = (Fraction(0), whole[1])
        found[killed.claim_id, other.claim_id] = (whole, quotient)
    known = totals()
    for key, share in standing("killed_share").items():
        ids = (share.claim_id, *(known[key][0] if key in known else ()))
        upper = None if share.lower == 0 else (100 - share.lower) / share.lower
        most = min(share.upper or Fraction(100), Fraction(100))
        found[ids] = (
            ((100 - most) / most, upper),
            None if share.best is None else (100 - share.best) / share.best,
        )
    return found


def test_wounded_per_killed_and_its_noise(shipped: Ledger):
    found = {one.claims: one for one in ratio_claims(shipped)}
    expected = expected_ratios()
    assert set(found) == set(expected)
    for ids, (bounds, stated) in expected.items():
        one = found[ids]
        assert is_same(one.bounds.ratio, bounds), ids
        if one.basis != "killed_and_wide_total" and one.stated:
            assert same(one.stated.ratio.upper, stated)
            assert same(one.bounds.killed_share.upper, 1 / (1 + bounds[0]))
        if one.stated and one.stated.killed and one.stated.casualties:
            dead, hit = one.stated.killed.upper, one.stated.casualties.upper
            low, high = beta.ppf((0.025, 0.975), dead + 0.5, hit - dead + 0.5)
            noise = one.noise(0.95)
            assert (noise.lower, noise.upper) == pytest.approx((1 / high - 1, 1 / low - 1))


def test_killed_counts_left_alone_and_those_gone_back_to_duty(shipped: Ledger):
    paired = {ids[0] for ids in expected_ratios()}
    alone = {claim.claim_id: claim for claim in standing("killed").values() if claim.claim_id not in paired}
    found = {one.killed.claims[0]: one for one in lone_killed(shipped)}
    assert set(found) == set(alone)
    for name, one in found.items():
        own = [(key[2], known) for key, known in totals().items() if key[:2] == alone[name].key[:2]]
        before = max((pair for pair in own if pair[0] <= alone[name].day), default=None)
        after = min((pair for pair in own if pair[0] > alone[name].day), default=None)
        near = [pair[1] for pair in (before, after) if pair]
        assert [reading.casualties.claims for reading in one.readings] == [known[0] for known in near]
        for reading, (_, stated, bounds) in zip(one.readings, near, strict=True):
            assert is_same(reading.bounds.ratio, less_one(over(bounds, ends(alone[name]))))
            if reading.stated:
                assert same(reading.stated.ratio.lower, max(stated / alone[name].best - 1, Fraction(0)))
    for back in losses_with_return(shipped):
        dead, hurt, gone = (back.losses.killed_outright, back.losses.wounded, back.losses.returned_to_duty)
        said = {row["claim_id"]: row["best"] for row in rows("claims")}
        assert [str(number) for number in (dead, hurt, gone)] == [said[name] for name in back.claims]
        assert back.losses.killed_in_action_percent == pytest.approx(
            float(Fraction(100 * dead, dead + hurt - gone))
        )
        assert back.losses.survivors_per_dead == back.losses.wounded_per_killed_outright == hurt / dead


def test_ratios_that_cannot_describe_the_same_battle(shipped: Ledger):
    found = ratio_claims(shipped)
    battle = same_battle(found)
    pairs, clashes = 0, []
    for first, second in combinations(found, 2):
        both = first.bounds.casualties, second.bounds.casualties
        if (
            first.lead.claimant_id == second.lead.claimant_id
            or first.lead.scope != second.lead.scope
            or None in both
        ):
            continue
        low, high = max(one.lower for one in both), min(one.upper for one in both)
        if abs((first.as_of - second.as_of).days) > 31 or low > high:
            continue
        pairs += 1
        near = sorted((first.bounds.ratio, second.bounds.ratio), key=lambda one: one.lower)
        if near[0].upper < near[1].lower:
            clashes.append((near[1].lower / near[0].upper, abs((first.as_of - second.as_of).days), low, high))
    assert battle.pairs == pairs
    told = [(one.apart, one.days_apart, one.casualties.lower, one.casualties.upper) for one in battle.clashes]
    assert len(told) == len(clashes)
    for one, other in zip(sorted(told), sorted(clashes), strict=True):
        assert one == pytest.approx(other)
    for one in battle.clashes:
        killed = one.killed_of_same_total(one.low)
        ratio = one.low.bounds.ratio
        assert killed.lower == pytest.approx(one.same_total / (1 + ratio.upper))
        assert killed.upper == pytest.approx(one.same_total / (1 + ratio.lower))
        assert one.casualties.lower <= one.same_total <= one.casualties.upper


def test_evidence_of_killed_is_the_counts_and_what_shares_of_totals_make(shipped: Ledger):
    expected: dict[tuple[str, ...], tuple[Ends, Fraction | None, bool]] = {}
    known = totals()
    for key, share in standing("killed_share").items():
        if key in known:
            ids, said, (low, high) = known[key]
            most = None if high is None or share.upper is None else share.upper * high / 100
            stated = None if said is None or share.best is None else share.best * said / 100
            expected[(share.claim_id, *ids)] = ((share.lower * low / 100, most), stated, False)
    for killed in standing("killed").values():
        ids = next((ids for ids in expected_ratios() if ids[0] == killed.claim_id), (killed.claim_id,))
        expected[ids] = (ends(killed), killed.best, True)
    found = {one.claims: one for one in killed_evidence(ratio_claims(shipped), lone_killed(shipped))}
    assert set(found) == set(expected)
    for ids, (bounds, stated, counted) in expected.items():
        assert is_same(found[ids].killed, bounds)
        assert found[ids].counted == counted
        if found[ids].stated is not None:
            assert same(found[ids].stated, stated)


def test_paces_and_the_sharpest_slowdown(shipped: Ledger):
    series: dict[tuple[str, str], list] = {}
    for key, known in sorted(totals().items(), key=lambda item: item[0][2]):
        series.setdefault(key[:2], []).append((key[2], *known))
    expected = {}
    for own in series.values():
        for (first, ids, said, bounds), (last, later, then, ending) in pairwise(own):
            low = max(ending[0] - bounds[1], Fraction(0)) if bounds[1] is not None else Fraction(0)
            high = None if ending[1] is None else ending[1] - bounds[0]
            added = None if high is not None and high < 0 else (low, high)
            gained = None if said is None or then is None else then - said
            expected[ids + later] = ((last - first).days, added, gained)
    for flow in claims("casualties_in_period"):
        if flow.scope != "local" and flow.start and flow.start < flow.day:
            expected[(flow.claim_id,)] = ((flow.day - flow.start).days, ends(flow), flow.best)
    found = {one.claims: one for one in paces(shipped)}
    assert set(found) == set(expected)
    for ids, (days, added, gained) in expected.items():
        one = found[ids]
        assert one.days == days
        assert one.totals == (len(ids) > 1)
        assert is_same(one.added, added), ids
        assert same(one.stated, gained)
        if added:
            assert is_same(one.per_day(), (added[0] / days, added[1] and added[1] / days))
            rate = Fraction(1000, 11_000 * days)
            assert is_same(one.per_thousand_per_day(11_000), (added[0] * rate, added[1] and added[1] * rate))
        if gained is not None:
            assert same(one.per_thousand_stated(12_000), gained * 1000 / (12_000 * days))
        if gained:
            low, high = gamma.ppf((0.05, 0.95), float(gained) + 0.5, scale=1000 / (12_000 * days))
            noise = one.noise(12_000, 0.9)
            assert (noise.lower, noise.upper) == pytest.approx((low, high))
    falls = [
        Fraction(fast.stated) / fast.days / (Fraction(slow.stated) / slow.days)
        for fast, slow in combinations(sorted(found.values(), key=lambda one: one.start), 2)
        if fast.totals and slow.totals and fast.claimant_id == slow.claimant_id and fast.end == slow.start
        if (fast.stated or 0) > 0 and (slow.stated or 0) > 0
    ]
    sharpest = sharpest_slowdown(found.values())
    assert same(sharpest.factor, max(falls))
    fast, slow = sharpest.fast, sharpest.slow
    low = beta.ppf(0.025, fast.stated, slow.stated + 1)
    high = beta.ppf(0.975, fast.stated + 1, slow.stated)
    noise = sharpest.noise(0.95)
    days = slow.days / fast.days
    assert (noise.lower, noise.upper) == pytest.approx((low / (1 - low) * days, high / (1 - high) * days))


def test_fractions_of_those_sent(shipped: Ledger):
    newest = {key[:2]: known for key, known in sorted(totals().items(), key=lambda item: item[0][2])}
    sizes = (10_000, 13_500)
    found = fractions(shipped, sizes)
    assert {one.casualties.series for one in found} == set(newest)
    for one in found:
        _, stated, (low, high) = newest[one.casualties.series]
        for size, share, said in zip(sizes, one.shares, one.stated_shares, strict=True):
            assert is_same(share, (low / size, None if high is None else high / size))
            assert same(said, None if stated is None else stated / size)
    own = own_fractions(shipped)
    said_of = {row["claim_id"]: row for row in rows("claims")}
    for one in own:
        (name,) = one.claims
        figure = Fraction(said_of[name]["best"])
        whole = Fraction(one.casualties.stated)
        direct = said_of[name]["measure"] == "sent"
        assert same(one.share, whole / figure if direct else figure / 100)
        assert same(one.sent, figure if direct else 100 * whole / figure)
    apart = [
        abs(one.share - other.share)
        for one, other in combinations(own, 2)
        if one.casualties.stated == other.casualties.stated and one.sent != other.sent
    ]
    larger, smaller = same_casualties_apart(own)
    assert larger.share - smaller.share == max(apart)


def test_pairs_nobody_made_and_rates_carried_on(shipped: Ledger):
    known = totals()
    nearest: dict[tuple[str, str], tuple] = {}
    for killed in standing("killed").values():
        for key, (ids, stated, bounds) in known.items():
            days = abs((killed.day - key[2]).days)
            if key[0] == killed.who or key[1] != killed.scope or days > 31:
                continue
            rank = (days, -killed.day.toordinal(), -key[2].toordinal(), (killed.claim_id, *ids))
            pair = killed.who, key[0]
            if pair not in nearest or rank < nearest[pair][0]:
                nearest[pair] = (rank, killed, stated, bounds)
    found = {(one.killed.claimant_id, one.casualties.claimant_id): one for one in pair_ratios(shipped)}
    assert set(found) == set(nearest)
    for pair, (rank, killed, stated, bounds) in nearest.items():
        one = found[pair]
        assert one.claims == rank[3]
        assert one.days_apart == rank[0]
        assert is_same(one.bounds, less_one(over(bounds, ends(killed))))
        assert one.possible == (bounds[1] is None or bounds[1] >= killed.lower)
        possible = stated is not None and killed.best and stated >= killed.best
        assert same(one.stated, stated / killed.best - 1 if possible else None)
    rates = [claim for claim in claims("casualties_per_day") if claim.start]
    carried = carried_rates(shipped)
    assert len(carried) == sum(key[2] > rate.start for rate in rates for key in known)
    for one in carried:
        (rate,) = (claim for claim in rates if (claim.claim_id,) == one.rate.claims)
        ids, _, (low, high) = known[one.total.key]
        days = (one.total.as_of - rate.start).days
        assert (one.days, one.total.claims) == (days, ids)
        assert is_same(one.carried, (rate.lower * days, rate.upper and rate.upper * days))
        assert is_same(one.per_day, (low / days, None if high is None else high / days))
        beyond = high is not None and rate.lower * days > high
        short = rate.upper is not None and rate.upper * days < low
        assert one.verdict == ("rate_too_high" if beyond else "rate_too_low" if short else "agrees")


def test_tallies_of_single_actions(shipped: Ledger):
    hurt = {(one.who, one.scope, one.start, one.day, one.detail): one for one in claims("wounded_in_period")}
    expected = {}
    for dead in claims("killed_in_period"):
        occasion = (dead.who, dead.scope, dead.start, dead.day, dead.detail)
        if occasion in hurt:
            expected[dead.claim_id, hurt[occasion].claim_id] = (dead, hurt[occasion])
    found = {one.claims: one for one in tallies(shipped)}
    assert set(found) == set(expected)
    for ids, (dead, wounded) in expected.items():
        split = tally_split(found[ids])
        assert is_same(split.ratio, over(ends(wounded), ends(dead)))
        assert is_same(split.casualties, plus(ends(wounded), ends(dead)))
        noise = tally_noise(found[ids], 0.95)
        if dead.best is not None and wounded.best is not None:
            low, high = beta.ppf((0.025, 0.975), float(dead.best) + 0.5, float(wounded.best) + 0.5)
            assert (noise.lower, noise.upper) == pytest.approx((1 / high - 1, 1 / low - 1))


def test_published_ratios_and_the_two_definitions(shipped: Ledger):
    table = {row["ref_id"]: row for row in rows("reference_ratios") if row["side"] != "DPRK"}
    found = references(shipped)
    assert [one.ref_id for one in found] == [name for name in table if name in {one.ref_id for one in found}]
    for one in found:
        row = table[one.ref_id]
        low, high = row["ratio_low"] or row["ratio"], row["ratio_high"] or row["ratio"]
        assert is_same(one.bounds, (Fraction(low), Fraction(high)))
        assert same(one.stated, Fraction(row["ratio"]) if row["ratio"] else None)
    for pair in definition_pairs(found):
        outright, deaths = table[pair.outright.ref_id], table[pair.all_deaths.ref_id]
        assert same(pair.factor, Fraction(outright["ratio"]) / Fraction(deaths["ratio"]))
        assert pair.factor > 1, "those who died of wounds move from the wounded to the killed"
        alike = ("war", "side", "period", "source")
        assert [outright[name] for name in alike] == [deaths[name] for name in alike]

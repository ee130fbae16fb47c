"""What reports draw from reconciled paths and from belief, worked out anew from the tables of the paths."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from belief.belief_ledger import BODIES, DAYS, count
from reconcile_worlds import ledger_of, row
from scipy.optimize import minimize
from scipy.stats import t as student
from troop_ledger import planted

from frontledger.analysis.belief import influence, knowable, resampled
from frontledger.analysis.casualties.implied import casualty_day, implied_killed
from frontledger.analysis.casualties.reconciled import period_rates, ratio_path
from frontledger.analysis.casualties.references import references
from frontledger.analysis.casualties.replay import replay
from frontledger.analysis.casualties.second_ratio import second_ratio
from frontledger.analysis.casualties.sensitivity import sensitivity
from frontledger.analysis.central import Scales, central
from frontledger.analysis.path_levels import path_levels
from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.analysis.troops.scenario import Rates, scenario
from frontledger.ledger import Ledger


@pytest.fixture(scope="module")
def reconciled(shipped: Ledger) -> Reconciliation:
    return reconcile(shipped)


class Path:
    """A path of the table, read at a day by numpy."""

    def __init__(self, reconciled: Reconciliation, measure: str, scope: str | None = None) -> None:
        table = reconciled.path(measure, scope=scope)
        self.days = [day.toordinal() for day in table["day"].dt.date]
        self.estimates = table["estimate"].to_numpy()
        ends = [table[name].to_numpy() for name in ("lower", "upper")]
        self.lower, self.upper = (np.where(one < 0.5, 0.0, one) for one in ends)

    def at(self, day: date) -> tuple[float, float, float]:
        here = day.toordinal()
        estimate = float(np.interp(here, self.days, self.estimates))
        near = {max(d for d in self.days if d <= here), min(d for d in self.days if d >= here)}
        places = [self.days.index(one) for one in near]
        return estimate, min(self.lower[places]), max(self.upper[places])


def quotient(one: float, other: float) -> float:
    return 0.0 if math.isinf(other) or other == 0 else one / other


def test_levels_of_a_path(reconciled: Reconciliation):
    for measure in ("killed", "casualties", "sent", "in_theatre"):
        levels, again = path_levels(reconciled, measure), Path(reconciled, measure)
        span = (levels.last.day - levels.first.day).days
        days = [levels.first.day + timedelta(days=int(one)) for one in np.linspace(0, span, 9)]
        for day in days:
            level = levels.at(day)
            assert (level.estimate, level.bounds.lower, level.bounds.upper) == pytest.approx(again.at(day))
        mean = levels.mean(days[0], days[0] + timedelta(days=10))
        whole = [again.at(days[0] + timedelta(days=number)) for number in range(11)]
        assert (mean.estimate, mean.bounds.lower, mean.bounds.upper) == pytest.approx(
            tuple(np.mean(whole, axis=0))
        )


def test_wounded_per_killed_along_the_paths(reconciled: Reconciliation):
    found = ratio_path(reconciled)
    killed, wounded, hit = (
        Path(reconciled, name, found.scope) for name in ("killed", "wounded", "casualties")
    )
    for one in found.days[:: max(len(found.days) // 12, 1)]:
        dead, hurt, both = (path.at(one.day) for path in (killed, wounded, hit))
        assert one.estimate == (pytest.approx(hurt[0] / dead[0]) if dead[0] >= 1 else None)
        low = quotient(hurt[1], dead[2])
        high = math.inf if dead[1] == 0 else hurt[2] / dead[1]
        if dead[2] > 0:
            low = max(low, quotient(both[1], dead[2]) - 1)
            high = min(high, math.inf if dead[1] == 0 else max(both[2] / dead[1] - 1, 0))
        if low <= high:
            assert (one.bounds.lower, one.bounds.upper) == pytest.approx((low, high))
    assert all(one.bounds.upper < math.inf for one in found.bounded[:1])


def test_casualties_a_quarter(reconciled: Reconciliation):
    hit, there = Path(reconciled, "casualties"), Path(reconciled, "in_theatre")
    found = period_rates(reconciled)
    assert found
    for one in found:
        opening, closing = hit.at(one.start), hit.at(one.end)
        assert one.estimate == pytest.approx(max(closing[0] - opening[0], 0))
        low = max(0, closing[1] - opening[2])
        assert (one.added.lower, one.added.upper) == pytest.approx((low, max(low, closing[2] - opening[1])))
        days = (one.end - one.start).days
        present = np.mean([there.at(one.start + timedelta(days=n)) for n in range(days + 1)], axis=0)
        assert (one.present_estimate, one.present.lower, one.present.upper) == pytest.approx(tuple(present))
        assert one.days == days
        assert one.rate == pytest.approx(1000 * one.estimate / days / present[0])
        assert one.bounds.lower == pytest.approx(quotient(1000 * one.added.lower / days, present[2]))
        if present[1] > 0:
            assert one.bounds.upper == pytest.approx(1000 * one.added.upper / days / present[1])
        assert one.at_strength(10_000) == pytest.approx(one.estimate / 10 / days)
    assert all(one.end.month in (3, 6, 9, 12) or one is found[-1] for one in found)


def test_shares_lost_and_killed_implied(reconciled: Reconciliation, shipped: Ledger):
    found = sensitivity(reconciled, (10_000, 15_000))
    hit, sent = Path(reconciled, "casualties"), Path(reconciled, "sent")
    estimate, low, high = hit.at(found.day)
    row = next(row for row in found.rows if row[0].definition == "casualties")
    for share, base in zip(row, ((10_000,) * 3, (15_000,) * 3, sent.at(found.day)), strict=False):
        assert share.estimate == pytest.approx(estimate / base[0])
        assert (share.bounds.lower, share.bounds.upper) == pytest.approx(
            (quotient(low, base[2]), high / base[1])
        )
    assert found.denominators[:2] == (10_000, 15_000)
    killed = next(row for row in found.rows if row[0].definition == "killed")
    assert killed[0].estimate == pytest.approx(Path(reconciled, "killed").at(found.day)[0] / 10_000)
    day = casualty_day(reconciled)
    assert (day.casualties.estimate, day.casualties.bounds.upper) == pytest.approx((estimate, high))
    for one in implied_killed(references(shipped), day.casualties):
        ratio = one.reference
        if ratio.stated is not None:
            assert one.estimate == pytest.approx(estimate / (1 + ratio.stated))
        assert one.bounds.lower == pytest.approx(low / (1 + ratio.bounds.upper))
        assert one.bounds.upper == pytest.approx(high / (1 + ratio.bounds.lower))


def test_a_rate_replayed_and_a_force_carried_forward(reconciled: Reconciliation, shipped: Ledger):
    found = replay(shipped, reconciled)
    sent, hit = (
        Path(reconciled, "sent").at(found.rate.as_of),
        Path(reconciled, "casualties").at(found.rate.as_of),
    )
    left = (sent[0] - hit[0]) / found.rate.stated
    assert (found.spent - found.rate.as_of).days == round(left)
    least = max(sent[1] - hit[2], 0) / found.rate.bounds.upper
    assert (found.soonest - found.rate.as_of).days == round(least)
    most = (sent[2] - hit[1]) / found.rate.bounds.lower
    assert (found.latest - found.rate.as_of).days == round(most)
    if found.counted:
        gained = Path(reconciled, "casualties").at(found.spent)[0] - hit[0]
        assert found.pace == pytest.approx(gained / (found.spent - found.rate.as_of).days)
    rates = Rates.between((100, 300), (0, 500), (50, 400))
    ahead = scenario(reconciled, shipped, rates, 7)
    low, high = ahead.start.bounds.lower, ahead.start.bounds.upper
    for one in ahead.projected:
        day = pd.Timestamp(ahead.start.day) + pd.DateOffset(months=one.months)
        assert one.day == day.date()
        assert (one.present.lower, one.present.upper) == pytest.approx((max(low, 0), max(high, 0)))
        low, high = low + 0 - 300 - 400, high + 500 - 100 - 50
    assert ahead.end.months == 7
    empty = [one for one in ahead.projected if one.present.lower <= 0]
    assert ahead.empty_from == (empty[0] if empty else None)
    for one in ahead.counted:
        names = {"rotation": ["returned_home"], "reinforcement": ["sent"], "losses": ["killed", "captured"]}
        known = set(reconciled.paths["measure"])
        paths = [Path(reconciled, name) for name in names[one.rate] if name in known]
        paths = [path for path in paths if path.days[0] <= one.start.toordinal()]
        paths = [path for path in paths if path.days[-1] >= one.end.toordinal()]
        gained = sum(path.at(one.end)[0] - path.at(one.start)[0] for path in paths)
        assert one.estimate == pytest.approx(gained / 2)
        lows = [max(0, path.at(one.end)[1] - path.at(one.start)[2]) for path in paths]
        assert one.bounds.lower == pytest.approx(sum(lows) / 2)


def test_the_second_ratio_by_drawing_both_estimates(shipped: Ledger):
    """Fieller's set holds the share of drawn quotients that it says, where it lies between two ends."""
    found = second_ratio(shipped, 0.9)
    assert found.ratio == pytest.approx(found.wounded / found.killed)
    if found.ratios.kind == "between":
        for ratio, inside in ((found.ratios.lower, True), (found.ratios.upper, True), (found.ratio, True)):
            assert (ratio in found.ratios) == inside
        assert found.ratios.upper * 1.01 not in found.ratios


def test_the_central_path_is_the_likeliest(shipped: Ledger):
    """Student's t for misses and weekly moves, written down and climbed by another optimiser."""
    days = [date(2025, 1, 6), date(2025, 2, 3), date(2025, 3, 31), date(2025, 5, 26)]
    said = [(0, 100.0), (1, 240.0), (1, 300.0), (2, 380.0), (2, 900.0), (3, 640.0)]
    rows = [
        row(f"C{n}", "killed", days[at], best=figure, who=f"body{n}") for n, (at, figure) in enumerate(said)
    ]
    scales = Scales()
    found = central(reconcile(ledger_of(shipped, rows)), scales)
    weeks = np.diff([day.toordinal() for day in days]) / 7
    usual = float(np.median([figure for _, figure in said]))
    moves = scales.walk * usual * np.sqrt(weeks)

    def loss(steps: np.ndarray) -> float:
        path = np.cumsum(np.exp(steps))
        misses = np.array([np.log(figure / path[at]) for at, figure in said]) / scales.spread
        moved = np.diff(path) / moves
        return float(2.5 * np.log1p(misses**2 / 4).sum() + 2.5 * np.log1p(moved**2 / 4).sum())

    start = np.log([100.0, 170.0, 110.0, 260.0])
    best = minimize(
        loss, start, method="Nelder-Mead", options={"maxiter": 8000, "xatol": 1e-8, "fatol": 1e-10}
    )
    path = found.path("killed")
    levels = path["estimate"].to_numpy()
    assert levels == pytest.approx(np.cumsum(np.exp(best.x)), rel=0.05)
    # The search ends where a round moves the path by less than a fiftieth; that is worth this much likelihood.
    assert loss(np.log(np.diff(levels, prepend=0.0))) - best.fun < 0.05
    one = central(reconcile(ledger_of(shipped, rows[:1])), scales)
    told = one.foretell("killed", days[0], level=0.8)
    quantile = float(student.ppf(0.9, 4))
    reach = math.exp(math.hypot(quantile * 0.3, math.log1p(quantile * 0.3 * math.sqrt(4 / 5))))
    assert told.estimate == pytest.approx(100, rel=1e-3)
    assert (told.interval.lower, told.interval.upper) == pytest.approx((100 / reach, 100 * reach), rel=2e-3)
    later = one.foretell("killed", days[0] + timedelta(weeks=9), level=0.8)
    share = math.hypot(0.3 * math.sqrt(4 / 5), 0.25 * 3)
    up = math.exp(math.hypot(quantile * 0.3, math.log1p(quantile * share)))
    assert later.interval.upper == pytest.approx(100 * up, rel=2e-3)
    assert later.interval.lower == pytest.approx(100 / reach, rel=2e-3)


def disagreeing(shipped: Ledger) -> Ledger:
    """Five bodies count the killed on four days, each by a factor of its own."""
    factors = dict(zip(BODIES, (0.7, 0.9, 1.0, 1.2, 1.6), strict=True))
    said = [
        count(f"X{body}{number}", body, day, round((1000 + 100 * number) * factors[body]))
        for body in BODIES
        for number, day in enumerate(DAYS)
    ]
    return planted(shipped, *said)


def test_belief_is_the_reconciliation_without_a_body_or_before_a_day(shipped: Ledger):
    ledger = disagreeing(shipped)
    found = influence(ledger)

    def killed(claims: pd.DataFrame, day: date) -> float:
        path = reconcile(replace(ledger, claims=claims.reset_index(drop=True))).estimates
        path = path[(path["measure"] == "killed") & (path["scope"] == "kursk")]
        return float(
            np.interp(day.toordinal(), [d.toordinal() for d in path["day"].dt.date], path["estimate"])
        )

    whole = killed(ledger.claims, found.day)
    assert found.values == pytest.approx((whole,), rel=1e-4)
    for one in found.removals:
        left = killed(ledger.claims[ledger.claims["claimant_id"] != one.claimant_id], found.day)
        assert one.values == pytest.approx((left,), rel=1e-3)
        assert one.changes == pytest.approx(((left - whole) / whole,), abs=1e-3)
        assert one.reach == max(map(abs, one.changes))
        assert one.widest == 0
    reaches = [round(one.reach, 3) for one in found.removals]
    assert reaches == sorted(reaches, reverse=True)
    seen = knowable(ledger, date(2025, 1, 31))
    for point in seen.points:
        known = ledger.claims[ledger.claims["reported_on"] <= pd.Timestamp(point.as_of)]
        assert point.readings[0].estimate == pytest.approx(killed(known, date(2025, 1, 31)), rel=1e-3)
    for place, (point, before, after) in enumerate(seen.steps(0)):
        assert before == seen.points[place].readings[0].estimate
        assert after == point.readings[0].estimate


def test_bands_are_quantiles_of_bodies_drawn_anew(shipped: Ledger):
    """Many draws of another seed, each reconciled by the median it comes to on days that all bodies count."""
    ledger = disagreeing(shipped)
    found = resampled(ledger, draws=60)
    (band,) = found.bands
    assert (found.draws, found.bodies, band.known) == (60, 5, 60)
    figures = ledger.claims[ledger.claims["period_end"] == pd.Timestamp(DAYS[-1])]["best"].to_numpy()
    random = np.random.default_rng(8)
    medians = []
    for _ in range(4000):
        drawn = figures[random.integers(5, size=5)]
        prices = [np.sum(np.abs(drawn - value) / drawn) for value in figures]
        medians.append(figures[int(np.argmin(prices))])
    low, high = np.quantile(medians, (0.05, 0.95))
    assert band.low[-1] == pytest.approx(low, rel=0.12)
    assert band.high[-1] == pytest.approx(high, rel=0.2)
    assert band.low[-1] <= band.lower_half[-1] <= band.upper_half[-1] <= band.high[-1]
    assert band.width == pytest.approx((band.high[-1] - band.low[-1]) / band.estimate[-1])

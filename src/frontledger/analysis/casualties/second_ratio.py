"""Wounded per killed by the second route: least squares gives both with their errors, Fieller their ratio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scipy.stats import norm

from frontledger.analysis.casualties.fieller import FiellerSet, fieller
from frontledger.analysis.claim_counts import counts
from frontledger.analysis.second_route.measured import LeastSquares, Quantity, least_squares_at
from frontledger.ledger import Ledger

KILLED, WOUNDED, CASUALTIES = "killed", "wounded", "casualties"

_HALF = 0.5
"""Of a person: what is nearer to nought is nought."""


@dataclass(frozen=True)
class SecondRatio:
    """Wounded per killed on a day from two estimates, in people, and the ratios that are not ruled out.

    `ratio` is None where least squares leaves less than nothing of one, or no killed. `bodies` are the display
    names of those whose counts made the estimates; `degrees_of_freedom` is nought where no two counts check one
    another.
    """

    day: date
    killed: float
    killed_deviation: float
    wounded: float
    wounded_deviation: float
    ratios: FiellerSet
    bodies: tuple[str, ...]
    claims: tuple[str, ...]
    degrees_of_freedom: int

    @property
    def ratio(self) -> float | None:
        """The quotient of the two estimates; wounded below nought by rounding alone are none."""
        if self.killed <= 0 or self.wounded < -_HALF:
            return None
        return max(self.wounded, 0.0) / self.killed


def second_ratio(ledger: Ledger, confidence: float) -> SecondRatio | None:
    """Wounded per killed on the last day on which least squares has both and counts check one another.

    Without such a day, on the last on which it has both; None where there is none. Raises ValueError for a
    confidence that is no share.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence} is no share; give one above 0 and below 1")
    critical = float(norm.ppf((1 + confidence) / 2))
    fallback = None
    for solved in _with_both(ledger):
        if solved.degrees_of_freedom:
            return _ratio(solved, critical)
        fallback = fallback or solved
    return _ratio(fallback, critical) if fallback else None


def _with_both(ledger: Ledger) -> Iterator[LeastSquares]:
    """What least squares makes of each day that counts speak of, the last first, where it has both."""
    names = (KILLED, WOUNDED, CASUALTIES)
    days = {one.as_of for name in names for one in counts(ledger, name)}
    for day in sorted(days, reverse=True):
        for solved in least_squares_at(ledger, day):
            known = {one.measure for one in solved.quantities if one.value is not None}
            if {KILLED, WOUNDED} <= known:
                yield solved


def _ratio(solved: LeastSquares, critical: float) -> SecondRatio:
    killed, killed_deviation = _told(solved, KILLED)
    wounded, wounded_deviation = _told(solved, WOUNDED)
    shared = solved.covariance(WOUNDED, KILLED)
    found = fieller(wounded, killed, wounded_deviation**2, killed_deviation**2, shared, critical)
    counted = [one for name in (KILLED, WOUNDED, CASUALTIES) for one in _quantity(solved, name).measurements]
    return SecondRatio(
        day=solved.at,
        killed=killed,
        killed_deviation=killed_deviation,
        wounded=wounded,
        wounded_deviation=wounded_deviation,
        ratios=found,
        bodies=tuple(dict.fromkeys(one.standing.claimant for one in counted)),
        claims=tuple(dict.fromkeys(claim for one in counted for claim in one.standing.claims)),
        degrees_of_freedom=solved.degrees_of_freedom,
    )


def _told(solved: LeastSquares, measure: str) -> tuple[float, float]:
    one = _quantity(solved, measure)
    assert one.value is not None and one.standard_deviation is not None, "only days with both are asked of"
    return one.value, one.standard_deviation


def _quantity(solved: LeastSquares, measure: str) -> Quantity:
    return next(one for one in solved.quantities if one.measure == measure)

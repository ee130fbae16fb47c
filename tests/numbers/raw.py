"""The shipped tables read a second time: by the csv module alone, into exact fractions, with hedges spelled out.

Nothing of `frontledger.ledger` is used. Corrections are applied where they are needed here: a claim set aside is
left out, and no override of the shipped ledger touches a number.
"""

import csv
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
NO_BOUND = None
"""The upper end of a claim that sets none."""

HEDGES = {
    "exact": (Fraction(1), Fraction(1)),
    "about": (Fraction(9, 10), Fraction(11, 10)),
    "nearly": (Fraction(9, 10), Fraction(1)),
    "at_least": (Fraction(1), None),
    "more_than": (Fraction(1), None),
    "up_to": (Fraction(0), Fraction(1)),
    "between": (Fraction(1), Fraction(1)),
}


@dataclass(frozen=True)
class Claim:
    """A claim with exact ends; `upper` is None without a bound and `best` None without a figure."""

    claim_id: str
    measure: str
    scope: str
    detail: str
    who: str
    qualifier: str
    start: date | None
    day: date
    said: date
    best: Fraction | None
    lower: Fraction
    upper: Fraction | None
    credibility: int

    @property
    def key(self) -> tuple[str, str, date]:
        """Whose, of what place, as of which day."""
        return self.who, self.scope, self.day


def rows(name: str) -> list[dict[str, str]]:
    """A shipped table as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Fraction | None:
    """A cell as an exact number."""
    return Fraction(text) if text else None


def first_day(text: str) -> date | None:
    """The first day a date such as 2024, 2024-05 or 2024-05-01 may mean."""
    parts = [int(part) for part in text.split("-")] if text else []
    return date(*([*parts, 1, 1])[:3]) if parts else None


def last_day(text: str) -> date | None:
    """The last day the same may mean."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3 or not parts:
        return date(*parts) if parts else None
    year, month = parts[0], (parts[1] if len(parts) == 2 else 12)
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


@cache
def claims(measure: str, kind: str = "estimate", force: str | None = None) -> tuple[Claim, ...]:
    """The claims of a measure with a number, echoes and those set aside left out, in the main force."""
    aside = {row["target_id"] for row in rows("corrections") if row["action"] == "set_aside"}
    main = {row["measure"]: row["main_force"] for row in rows("measures")}
    found = [
        _claim(row)
        for row in rows("claims")
        if row["measure"] == measure
        and row["kind"] == kind
        and row["force"] == (force or main[measure])
        and not row["echo_of"]
        and row["claim_id"] not in aside
        and (row["low"] or row["best"] or row["high"])
    ]
    return tuple(sorted(found, key=lambda claim: (claim.said, claim.claim_id)))


def _claim(row: dict[str, str]) -> Claim:
    best, low, high = (number(row[name]) for name in ("best", "low", "high"))
    least, most = HEDGES[row["qualifier"]]
    lower = low if low is not None else (best * least if best is not None else Fraction(0))
    upper = high if high is not None else (best * most if best is not None and most is not None else None)
    said = last_day(row["reported_on"])
    assert said
    return Claim(
        row["claim_id"],
        row["measure"],
        row["scope"],
        row["scope_detail"],
        row["claimant_id"],
        row["qualifier"],
        first_day(row["period_start"]),
        _end(row, said),
        said,
        best,
        lower,
        upper,
        int(row["credibility"]),
    )


def _end(row: dict[str, str], said: date) -> date:
    """The last day it speaks of; one known to the month or year is over, at the latest, when it was said."""
    end = last_day(row["period_end"]) or said
    exact = row["period_end"].count("-") == 2
    return end if exact or row["kind"] == "forecast" else min(end, said)


def standing(measure: str) -> dict[tuple[str, str, date], Claim]:
    """Each body's running total of a whole force for each place and day: the last said, then the more credible."""
    plain = [claim for claim in claims(measure) if claim.scope != "local"]
    ordered = sorted(plain, key=lambda claim: (claim.day, claim.said, -claim.credibility, claim.claim_id))
    return {claim.key: claim for claim in ordered}


def same(found: object, expected: Fraction | None) -> bool:
    """Whether a float is the exact number, but for its own rounding; None stands for no bound or no figure."""
    if expected is None:
        return found is None or found == float("inf")
    return isinstance(found, float | int) and abs(found - float(expected)) <= 1e-12 * max(
        1.0, abs(float(expected))
    )

"""What the second route says: whether the bodies' counts of a day differ by more than their wording allows."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.second_route.measured import LeastSquares, least_squares_at
from frontledger.present.blocks import Finding
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import count, day, plural
from frontledger.present.words.reconcile import measure_words

_LEVEL = 0.05
"""Below this chance the bodies are said to differ by more than their wording allows; the usual convention."""
_SMALLEST = 0.001


def second_route(all_of: Together, at: date | None = None) -> LeastSquares | None:
    """Least squares on the last day claims speak of, up to `at`, on which counts check one another.

    Without such a day, on the last day on which any count enters; None where none does.
    """
    days = {one for solved in all_of.groups for one in solved.model.days if at is None or one <= at}
    fallback = None
    for one in sorted(days, reverse=True):
        found = _about_people(all_of, one)
        if found is not None and found.degrees_of_freedom:
            return found
        fallback = fallback or found
    return fallback


def second_route_finding(all_of: Together, second: LeastSquares | None) -> Finding:
    """The chi-square test of the second route in words, and what could not enter it."""
    if second is None:
        return Finding("second_route", "No count bounded from both sides enters the second route.")
    bodies = len({one.standing.claimant_id for each in second.quantities for one in each.measurements})
    return Finding(
        key="second_route",
        sentence=(
            f"On {day(second.at)}, {plural(len(second.claims), 'claim')} of {plural(bodies, 'body', 'bodies')} "
            f"{'enters' if len(second.claims) == 1 else 'enter'} the second route as measurements. "
            f"{_test_words(second)}{_farthest_words(all_of, second)}"
        ),
        doubt=(
            f"{_alone_words(bodies)}{_left_words(second)} "
            "The route takes the claims for independent draws with even errors to both sides. "
            "They are statements of interested bodies that share sources, so the test measures how far their wording "
            "lets them agree and not how likely they are to be right."
        ),
        value=second.p_value if second.degrees_of_freedom else None,
        unit="chance" if second.degrees_of_freedom else "",
        claims=second.claims,
    )


def _about_people(all_of: Together, when: date) -> LeastSquares | None:
    units = dict(zip(all_of.ledger.measures["measure"], all_of.ledger.measures["unit"], strict=True))
    found = [
        one
        for one in least_squares_at(all_of.ledger, when)
        if any(units[each.measure] == "people" for each in one.quantities)
    ]
    return max(found, key=lambda one: len(one.claims), default=None)


def _test_words(second: LeastSquares) -> str:
    if not second.degrees_of_freedom:
        return "No two of them check one another, so there is nothing to test."
    by = f"(chi-square {count(second.statistic, 1)} with {plural(second.degrees_of_freedom, 'degree')} of freedom, "
    by += f"chance {'below ' + count(_SMALLEST, 3) if second.p_value < _SMALLEST else count(second.p_value, 3)})"
    if second.p_value < _LEVEL:
        return f"They differ by more than their own wording allows {by}."
    return f"They differ by no more than their own wording allows {by}."


def _farthest_words(all_of: Together, second: LeastSquares) -> str:
    every = [one for each in second.quantities for one in each.measurements]
    farthest = max(every, key=lambda one: abs(one.standardised), default=None)
    if farthest is None or second.p_value >= _LEVEL:
        return ""
    what = measure_words(all_of.ledger, farthest.standing.measure)
    return (
        f" Farthest out is the count of {short_name(farthest.standing.claimant)} ({what}), moved "
        f"{'up' if farthest.adjustment > 0 else 'down'} by {count(abs(farthest.adjustment))}."
    )


def _alone_words(bodies: int) -> str:
    return "All are of one body, so what is tested is its own arithmetic. " if bodies == 1 else ""


def _left_words(second: LeastSquares) -> str:
    if not second.one_sided:
        return "No count had to stay out for having a bound on one side only."
    number = len(second.one_sided)
    return (
        f"{plural(number, 'count')} with a bound on one side only could not enter, though the first route uses "
        f"{'it' if number == 1 else 'them'}."
    )

"""Killed that published ratios imply, and ratios that pairs of bodies imply: what borrowing a number does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from frontledger.analysis.casualties.formulas import COMBAT_RANGE, DEFENCELESS_BELOW
from frontledger.analysis.casualties.implied import CasualtyDay, ImpliedKilled
from frontledger.analysis.casualties.pair_ratios import PairRatio
from frontledger.analysis.casualties.tolls import Toll
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.drawing.log_rows import Group, Mark, Row, draw, height, in_words, shade
from frontledger.present.figures.casualties import IN_COMBAT, ONE_FOR_ONE
from frontledger.present.figures.casualty_references import DEFINITIONS
from frontledger.present.words.casualties import body_name, ratio_number, ratio_text, said_by
from frontledger.present.words.counts import reckoned
from frontledger.present.words.numbers import count, day, interval_text, plural


def implied_chart(found: Sequence[ImpliedKilled], of: CasualtyDay | None, ledger: Ledger) -> Figure | Note:
    """Every published ratio turned into killed of one casualty total, a row a definition of killed."""
    if of is None or not found or of.casualties.bounds.upper <= 0:
        words = "no reconciled casualty total, or no published ratio, was there to turn into killed."
        return Note("implied_killed", f"By {day(ledger.as_of)} {words}")
    groups = [*_reconciled(of), Group("", tuple(_definition(name, found) for name in _present(found)))]
    with style.drawing(height=height(groups, 0.3)) as (figure, axes):
        draw(axes, groups)
        drawn = style.svg(figure)
    return Figure(
        key="implied_killed",
        title=_implied_title(found, of),
        units=f"Killed, had each ratio held for the casualties of {day(of.casualties.day)}; logarithmic axis",
        alt=f"Dots in rows by definition of killed, a dot a published ratio. {in_words(groups)}",
        source=f"{plural(len(found), 'published ratio')}; {source_line(ledger, of.claims)}",
        svg=drawn,
        note=(
            "A dot takes one ratio as published and the reconciled casualties; a bar, the bounds of both. Rows "
            "are comparable only within one definition, and the claims do not say which is theirs."
        ),
        data_csv=_implied_csv(found),
        claims=of.claims,
    )


MOST_PAIRS = 40
"""Pairings drawn; of more, the newest, since a drawing has to fit a page."""


def pair_chart(found: Sequence[PairRatio], ledger: Ledger) -> Figure | Note:
    """The ratio each two bodies' nearest counts imply, grouped by whose killed are taken."""
    if not any(one.possible and one.bounds.upper > 0 for one in found):
        words = "no two bodies used here gave killed and casualties of one place within a month."
        return Note("pair_ratios", f"By {day(ledger.as_of)} {words}")
    groups = [
        Group(_killed_words(same[0]), tuple(_pair_row(one) for one in same))
        for same in (list(grouped) for _, grouped in groupby(found[-MOST_PAIRS:], key=lambda one: one.killed))
    ]
    ids = tuple(dict.fromkeys(claim for one in found for claim in one.claims))
    with style.drawing(height=height(groups)) as (figure, axes):
        draw(axes, groups)
        shade(axes, COMBAT_RANGE, IN_COMBAT, DEFENCELESS_BELOW, ONE_FOR_ONE)
        drawn = style.svg(figure)
    return Figure(
        key="pair_ratios",
        title=_pair_title(found),
        units="Wounded per killed; logarithmic axis",
        alt=(
            "Bars on a logarithmic axis in groups by whose killed are taken, a row for whose casualties they are "
            f"set against. {in_words(groups)}"
        ),
        source=source_line(ledger, ids),
        svg=drawn,
        note=(
            "Pairings nobody made: killed of one body (bold) against the casualties of another at their nearest "
            "dates. Bars are what the wording of both allows; impossible: fewer casualties than killed."
            + (f" Drawn are the newest {MOST_PAIRS} of {len(found)}." if len(found) > MOST_PAIRS else "")
        ),
        data_csv=_pair_csv(found),
        claims=ids,
    )


def group_of(one: ImpliedKilled) -> str:
    """The definition a ratio is grouped under; unclear goes with not stated."""
    definition = one.reference.definition
    return "not_stated" if definition == "unclear" else definition


def _present(found: Sequence[ImpliedKilled]) -> list[str]:
    return [name for name in DEFINITIONS if any(group_of(one) == name for one in found)]


def _reconciled(of: CasualtyDay) -> list[Group]:
    if of.killed is None or of.killed.bounds.upper <= 0:
        return []
    estimate = of.killed.estimate if of.killed.estimate >= 1 else None
    words = reckoned(of.killed.bounds)
    return [
        Group("", (Row("Reconciled killed", words, "", (Mark(of.killed.bounds, estimate),), strong=True),))
    ]


def _definition(name: str, found: Sequence[ImpliedKilled]) -> Row:
    own = [one for one in found if group_of(one) == name]
    named = sorted(one.estimate for one in own if one.estimate is not None)
    marks = [Mark(Interval(one.estimate, one.estimate), one.estimate) for one in own if one.estimate]
    marks.append(Mark(reduce(Interval.hull, [one.bounds for one in own])))
    words = plural(len(own), "ratio")
    if named:
        words = f"{words}: {_span(named[0], named[-1])}"
    return Row(DEFINITIONS[name], words, "", tuple(marks))


def _span(low: float, high: float) -> str:
    least, most = (count(round(number, -1)) for number in (low, high))
    return least if least == most else f"{least}–{most}"


def _implied_title(found: Sequence[ImpliedKilled], of: CasualtyDay) -> str:
    named = [one.estimate for one in found if one.estimate is not None]
    total = f"{count(round(of.casualties.estimate, -2))} casualties"
    if not named:
        return f"Published ranges of ratios leave the killed among {total} open"
    spread = f"Published ratios would make {_span(min(named), max(named))} of {total} killed"
    if of.killed is None or of.killed.estimate < 1:
        return spread
    return f"{spread}; the reconciled claims, {count(round(of.killed.estimate, -1))}"


def _implied_csv(found: Sequence[ImpliedKilled]) -> str:
    header = ("reference", "war", "side", "definition", "ratio", "killed", "lower", "upper")
    return csv_text(
        header,
        (
            (
                one.reference.ref_id,
                one.reference.war,
                one.reference.side,
                one.reference.definition,
                one.reference.stated,
                one.estimate,
                *ends(one.bounds),
            )
            for one in found
        ),
    )


def _killed_words(one: PairRatio) -> str:
    killed = one.killed
    number = interval_text(killed.bounds) if killed.stated is None else _floored(killed)
    return f"{number} killed: {said_by(killed.claimant, killed.as_of)}"


def _floored(killed: Toll) -> str:
    hedge = "at least " if math.isinf(killed.bounds.upper) else ""
    return f"{hedge}{count(killed.stated or 0)}"


def _pair_row(one: PairRatio) -> Row:
    total = one.casualties
    whose = f"{body_name(total.claimant)} ({_when(one)})"
    if not one.possible:
        return Row(whose, "impossible", total.claimant_id, ())
    marks = (Mark(one.bounds, one.stated),) if one.bounds.upper > 0 else ()
    return Row(whose, _pair_words(one), total.claimant_id, marks)


def _when(one: PairRatio) -> str:
    if not one.days_apart:
        return "same day"
    side = "after" if one.casualties.as_of > one.killed.as_of else "before"
    return f"{plural(one.days_apart, 'day')} {side}"


def _pair_words(one: PairRatio) -> str:
    if one.stated is None or not one.bounds.lower < one.stated < one.bounds.upper:
        return ratio_text(one.bounds)
    return f"{ratio_number(one.stated)} ({ratio_text(one.bounds)})"


def _pair_title(found: Sequence[PairRatio]) -> str:
    named = [one.stated for one in found if one.stated]
    whole = sum(not one.possible for one in found)
    impossible = f"; {count(whole)} of {plural(len(found), 'pairing')} would have more killed than hit"
    if not named:
        return f"Mixing two bodies' numbers bounds the ratio loosely{impossible if whole else ''}"
    low, high = ratio_number(min(named)), ratio_number(max(named))
    spread = f"{low} wounded per killed" if low == high else f"{low} to {high} wounded per killed"
    return f"Mixing two bodies' numbers gives {spread}{impossible if whole else ''}"


def _pair_csv(found: Sequence[PairRatio]) -> str:
    header = (
        "claims",
        "killed_by",
        "killed_day",
        "casualties_by",
        "casualties_day",
        "stated",
        "lower",
        "upper",
    )
    return csv_text(
        header,
        (
            (
                " ".join(one.claims),
                one.killed.claimant,
                one.killed.as_of,
                one.casualties.claimant,
                one.casualties.as_of,
                one.stated,
                *(ends(one.bounds) if one.possible else (None, None)),
            )
            for one in found
        ),
    )

"""A stated daily rate carried on, beside the totals claimed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontledger.analysis.casualties.projections import CarriedRate
from frontledger.analysis.casualties.tolls import Toll
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.drawing.log_rows import Group, Mark, Row, draw, height, in_words
from frontledger.present.words.casualties import number_text, said_by
from frontledger.present.words.counts import reckoned, short_day, short_name
from frontledger.present.words.numbers import count, day, plural


def carried_chart(carried: Sequence[CarriedRate], ledger: Ledger) -> Figure | Note:
    """Each total claimed, by date, on a bar of what the newest daily rate would have come to by then."""
    if not carried:
        words = "no daily rate with a first day stood beside a casualty total used here."
        return Note("carried_rate", f"By {day(ledger.as_of)} {words}")
    rate = carried[-1].rate
    shown = tuple(one for one in carried if one.rate == rate)
    groups = _groups(rate, shown)
    ids = tuple(dict.fromkeys((*rate.claims, *(claim for one in shown for claim in one.total.claims))))
    with style.drawing(height=height(groups)) as (figure, axes):
        draw(axes, groups)
        drawn = style.svg(figure)
    return Figure(
        key="carried_rate",
        title=_title(rate, shown),
        units="Killed and wounded in all, by the date the total is for; logarithmic axis",
        alt=f"{_alt(rate, shown)} {in_words(groups)}",
        source=source_line(ledger, ids),
        svg=drawn,
        note=(
            f"Thin dark bar: {count(_size(rate))} a day and its bounds since {day(_start(rate))}. Broad bar: what "
            "the claim's wording allows, an arrow where it sets no end; the mark is the number as said."
        ),
        data_csv=_csv(shown),
        claims=ids,
    )


def _groups(rate: Toll, shown: Sequence[CarriedRate]) -> list[Group]:
    own = tuple(_row(one) for one in shown if one.total.as_of <= rate.as_of)
    after = tuple(_row(one) for one in shown if one.total.as_of > rate.as_of)
    return [
        Group(f"To {short_day(rate.as_of)}, the days the rate is for", own),
        Group("After that, the rate (thin bar) carried on", after),
    ]


def _row(one: CarriedRate) -> Row:
    total = one.total
    marks = (Mark(one.carried, thin=True), Mark(total.bounds, total.stated))
    words = number_text(total.stated, total.bounds)
    return Row(said_by(total.claimant, total.as_of), words, total.claimant_id, marks)


def _size(rate: Toll) -> float:
    return rate.bounds.lower if rate.stated is None else rate.stated


def _start(rate: Toll) -> date:
    assert rate.start is not None, "only rates with a first day are carried on"
    return rate.start


def _title(rate: Toll, shown: Sequence[CarriedRate]) -> str:
    high = sum(one.verdict == "rate_too_high" for one in shown)
    return (
        f"{short_name(rate.claimant)}'s {count(_size(rate))} casualties a day, carried on, would lie wholly "
        f"above {count(high)} of the {plural(len(shown), 'total')} claimed"
    )


def _alt(rate: Toll, shown: Sequence[CarriedRate]) -> str:
    last = shown[-1]
    return (
        "Bars on a logarithmic axis, a row a total, by date, each beside what "
        f"{count(_size(rate))} a day since {day(_start(rate))} would have come to: "
        f"by {day(last.total.as_of)} that is {reckoned(last.carried)}."
    )


def _csv(shown: Sequence[CarriedRate]) -> str:
    header = ("claims", "claimant", "as_of", "lower", "upper", "carried_lower", "carried_upper", "verdict")
    rows = (
        (
            " ".join(one.total.claims),
            one.total.claimant,
            one.total.as_of,
            *ends(one.total.bounds),
            *ends(one.carried),
            one.verdict,
        )
        for one in shown
    )
    return csv_text(header, rows)

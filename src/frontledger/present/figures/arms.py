"""Chart of containers moved to Russia: a step line a body, by the day each count holds for."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.dates import date2num

from frontledger.analysis.claim_counts import Count, Series
from frontledger.analysis.troops.flows import widest_gap
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.figures.troops import counts_csv
from frontledger.present.words.arms import BARS
from frontledger.present.words.counts import short_day, short_name, stated
from frontledger.present.words.numbers import count, day, plural

_BELOW = 0.06
"""Room under nought, as a share of the largest count, so that the names of small counts stand beside them."""


def containers_chart(series: tuple[Series, ...], ledger: Ledger) -> Figure | Note:
    """Containers moved to Russia so far, a step line a body, against the day each count holds for."""
    found = [one for body in series for one in body.counts]
    if not found:
        return Note("containers", f"By {day(ledger.as_of)} no claim used here counted containers.")
    with style.drawing(height=3.8) as (figure, axes):
        for body in series:
            _steps(axes, body)
        top = max(one.size for one in found)
        axes.set_ylim(-_BELOW * top, 1.15 * top)
        style.count_axis(axes)
        style.date_axis(axes)
        style.label_lines(axes, [_label(body) for body in series])
        drawn = style.svg(figure)
    told = (f"{body.claimant}: {_in_time(body.counts)}" for body in series)
    ids = tuple(one.claim_id for one in found)
    return Figure(
        key="containers",
        title=_containers_title(series, found),
        units="Containers moved so far, by the day the count holds for",
        alt=f"Step chart of containers so far, by body. {'; '.join(told)}.",
        source=source_line(ledger, ids),
        svg=drawn,
        note=BARS,
        data_csv=counts_csv(found),
        claims=ids,
    )


def _steps(axes: Axes, body: Series) -> None:
    days = [date2num(one.as_of) for one in body.counts]
    sizes = [one.size for one in body.counts]
    axes.step(days, sizes, where="post", color=style.colour_of(body.claimant_id), linewidth=1.2)
    for one in body.counts:
        style.whisker(axes, one.as_of, one.interval, body.claimant_id, best=one.best)


def _label(body: Series) -> style.LineLabel:
    last = body.counts[-1]
    words = f"{short_name(last.claimant)}\n{stated(last)}"
    return style.LineLabel(last.as_of, last.size, words, body.claimant_id)


def _in_time(line: Iterable[Count]) -> str:
    return ", ".join(f"{stated(one)} by {short_day(one.as_of)}" for one in line)


def _containers_title(series: tuple[Series, ...], found: list[Count]) -> str:
    first, last = min(found, key=lambda one: one.rank), max(found, key=lambda one: (one.size, one.rank))
    gap = widest_gap(series)
    rise = f"Counts of containers run from {stated(first)} to {stated(last)}"
    if first.size >= last.size:
        rise = f"{short_name(last.claimant)} counted {stated(last)} containers by {short_day(last.as_of)}"
    if gap is None:
        return rise
    high, low = short_name(gap.high.claimant), short_name(gap.low.claimant)
    apart = "for the same day" if gap.days == 0 else f"{plural(gap.days, 'day')} apart"
    return f"{rise}; {apart}, {high} and {low} differ by a factor of {count(gap.factor, 1)}"

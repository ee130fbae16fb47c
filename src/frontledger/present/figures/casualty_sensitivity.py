"""A grid of dots: the part of the force lost, by what counts as lost and by what it is a part of."""

from __future__ import annotations

from matplotlib.axes import Axes

from frontledger.analysis.casualties.sensitivity import Definition, Sensitivity, Share
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.words.casualties import share_text
from frontledger.present.words.counts import reckoned
from frontledger.present.words.numbers import count, day, percent

LOST: dict[Definition, str] = {
    "killed": "Killed",
    "not_returned": "Killed and wounded,\nless those back on duty",
    "casualties": "Killed and wounded",
    "with_missing": "The same with missing\nand captured",
}

_ROW_INCHES = 0.62
_FULL_DOT = 900.0
"""Area of a dot in square points that stands for the whole force; larger shares are drawn as the whole."""


def sensitivity_chart(found: Sensitivity | None, ledger: Ledger) -> Figure | Note:
    """Shares lost by definition (rows) and denominator (columns), as dots by area with their numbers."""
    if found is None:
        words = "no reconciled path of casualties was there to set against a denominator."
        return Note("sensitivity", f"By {day(ledger.as_of)} {words}")
    with style.drawing(height=_ROW_INCHES * len(found.rows) + 0.7) as (figure, axes):
        for y, row in enumerate(found.rows):
            for x, share in enumerate(row):
                _dot(axes, x, -y, share)
        _frame(axes, found)
        drawn = style.svg(figure)
    return Figure(
        key="sensitivity",
        title=_title(found),
        units=f"Share of the force lost by {day(found.day)}, reconciled; area of a dot in proportion",
        alt=_alt(found),
        source=source_line(ledger, found.claims),
        svg=drawn,
        note="Beside each dot the share on the reconciled path, below it what the claims leave.",
        data_csv=_csv(found),
        claims=found.claims,
    )


def _dot(axes: Axes, x: float, y: float, share: Share) -> None:
    area = _FULL_DOT * min(share.estimate, 1.0)
    axes.scatter([x], [y], s=area, color=style.SERIES[0], alpha=0.55, linewidths=0)
    for words, rise, anchor, weight, colour in (
        (percent(share.estimate), 1, "bottom", "semibold", style.INK),
        (share_text(share.bounds), -1, "top", "normal", style.MUTED),
    ):
        axes.annotate(
            words,
            (x, y),
            xytext=(19, rise),
            textcoords="offset points",
            va=anchor,
            fontweight=weight,
            color=colour,
        )


def _frame(axes: Axes, found: Sensitivity) -> None:
    names = [f"of {count(number)}" for number in found.denominators]
    if found.sent:
        names[-1] = f"of {count(round(found.sent.estimate, -2))} sent,\nreconciled"
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(
        [-place for place in range(len(found.rows))], [LOST[row[0].definition] for row in found.rows]
    )
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    axes.set_xlim(-0.35, len(names) - 0.1)
    axes.set_ylim(-len(found.rows) + 0.45, 0.55)
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=False)


def _title(found: Sensitivity) -> str:
    low = min(found.shares, key=lambda one: one.estimate)
    high = max(found.shares, key=lambda one: one.estimate)
    return (
        f"By {day(found.day)}, {percent(low.estimate)} or {percent(high.estimate)} of the force was lost: it depends "
        "on who counts as lost, and of whom"
    )


def _alt(found: Sensitivity) -> str:
    rows = (
        f"{LOST[row[0].definition]}: ".replace("\n", " ")
        + ", ".join(
            f"{percent(one.estimate)} ({share_text(one.bounds)}) of {count(round(number))}"
            for one, number in zip(row, found.denominators, strict=True)
        )
        for row in found.rows
    )
    last = f" The last denominator is the reconciled number sent, {_sent(found)}." if found.sent else ""
    return f"Grid of dots, a row a definition of lost, a column a denominator. {'. '.join(rows)}.{last}"


def _sent(found: Sensitivity) -> str:
    return reckoned(found.sent.bounds if found.sent else Interval(0, 0))


def _csv(found: Sensitivity) -> str:
    return csv_text(
        ("definition", "denominator", "share", "lower", "upper"),
        (
            (one.definition, number, one.estimate, *ends(one.bounds))
            for row in found.rows
            for one, number in zip(row, found.denominators, strict=True)
        ),
    )

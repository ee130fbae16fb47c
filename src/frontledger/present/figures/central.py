"""Chart of the central estimate: a panel a quantity, on a logarithmic axis, with the claims and both paths."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from numpy.typing import NDArray

from frontledger.analysis.central import Central, Foretold
from frontledger.analysis.central.result import HALF, LEVEL
from frontledger.analysis.reconcile import Give, Quantity
from frontledger.ledger import Interval
from frontledger.present.blocks import Figure, Note
from frontledger.present.central import half, may_fall_words, middle, most_counted
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.figures.reconcile_names import Name, set_names
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import rounded, short_name
from frontledger.present.words.numbers import count, day, join_names, percent, plural
from frontledger.present.words.reconcile import measure_words, quantity_words

Vector = NDArray[np.float64]

_PANEL_INCHES = 2.0
_ROOM = 1.25
"""Factor by which the axis goes on beyond what is drawn."""
_FURTHEST = 5.0
"""The axis goes on beyond the claims by this factor at most; a band that goes further is cut."""
_STRAIGHT = 0.03
"""A corner of a line is left out where the line without it lies as near as this share."""

_KEPT_FREE = 0.05
"""Share of the days before the last in which no claim is named: the paths' own figures stand there."""


@dataclass(frozen=True, eq=False)
class _Panel:
    """One quantity from its first claim on: days as numbers, and levels, cut at the axis.

    `band` and `half` are the lower and upper ends of where nearly all and half of other figures may fall.
    """

    quantity: Quantity
    claims: tuple[Give, ...]
    reach: tuple[float, float]
    days: Vector
    estimate: Vector
    band: Vector
    half: Vector
    least_days: Vector
    least: Vector


def central_chart(all_of: Together, found: Central) -> Figure | Note:
    """The central estimate of the quantities most claims count, where other figures may fall, and the claims."""
    shown = [panel for one in most_counted(all_of) if (panel := _read(all_of, found, one)) is not None]
    if not shown:
        return Note(
            "central_paths", "Of nothing do two claims of different days speak, so no middle is drawn."
        )
    columns = min(2, len(shown))
    rows = math.ceil(len(shown) / columns)
    with style.panels(rows, columns, height=_PANEL_INCHES * rows + 0.4) as (figure, grid):
        for axes, panel in zip(grid, shown, strict=False):
            _draw(axes, all_of, panel)
        for place in range(len(shown), len(grid)):
            grid[place].remove()
            grid[place - columns].tick_params(labelbottom=True)
        first = min(panel.days[0] for panel in shown)
        last = max(panel.days[-1] for panel in shown)
        grid[0].set_xlim(first - 0.03 * (last - first), last + 0.17 * (last - first))
        style.date_axis(grid[len(shown) - 1])
        style.lay_out(figure)  # names are set on axes of their final size
        for axes, panel in zip(grid, shown, strict=False):
            set_names(axes, list(_names(all_of, panel)))
        figure.set_layout_engine("none")  # nothing is to move any more
        drawn = style.svg(figure)
    until = num2date(last).date()
    told = [middle(found, panel.quantity, until) for panel in shown]
    ids = tuple(sorted(claim.claim_id for panel in shown for claim in panel.claims))
    return Figure(
        key="central_paths",
        title=_title(all_of, found, told),
        units="People, by the day the count holds for; logarithmic axes",
        alt=_alt(all_of, found, told),
        source=source_line(all_of.ledger, ids),
        svg=drawn,
        note=(
            "Broad line: the central estimate, from the first claim about each count. Bands: where "
            f"{percent(HALF)} (darker) and {percent(LEVEL)} of other bodies’ figures may fall. Thin line: the "
            "path that asks least. Marks and bars: what a claim’s wording allows, an arrow a floor without an "
            "upper end. On these axes twice as many and half as many look equally far; what goes beyond them is cut."
        ),
        data_csv=_data(all_of, shown),
        claims=ids,
    )


def _read(all_of: Together, found: Central, one: Quantity) -> _Panel | None:
    """What a panel draws; None where its claims leave no stretch of time to draw."""
    claims = all_of.drawn(one)
    start = date2num(claims[0].day)
    paths = (found.path(one.measure, one.force, one.scope), all_of.path(one))
    middle_path, least_path = (path[date2num(path["day"]) >= start] for path in paths)
    if len(middle_path) < 2:
        return None
    near = found.path(one.measure, one.force, one.scope, level=HALF).loc[middle_path.index]
    levels = np.array(
        [middle_path["estimate"], *(path[end] for path in (middle_path, near) for end in ("lower", "upper"))]
    )
    reach = _reach(all_of, claims, levels)
    days, cut = _corners(date2num(middle_path["day"]), np.clip(levels, *reach))
    least_days, (least,) = _corners(
        date2num(least_path["day"]), np.clip(np.array([least_path["estimate"]]), *reach)
    )
    return _Panel(one, claims, reach, days, cut[0], cut[1:3], cut[3:], least_days, least)


def _reach(all_of: Together, claims: tuple[Give, ...], levels: Vector) -> tuple[float, float]:
    """The ends of the axis: the claims, and as much of the band as does not dwarf them."""
    said = [end for claim in claims for end in (claim.lower, claim.upper) if 0 < end < math.inf]
    tops = [*said, float(levels[0].max()), 1.0]
    least, most = min([*said, max(tops)]), max(tops)
    bottom = max(min(least, float(levels[1].min())), least / _FURTHEST, 1.0)
    return bottom / _ROOM, min(max(most, float(levels[2].max())), most * _FURTHEST) * _ROOM


def _corners(days: Vector, levels: Vector) -> tuple[Vector, Vector]:
    """Days and levels at which a line turns; the others lie near the straight between their neighbours."""
    logs = np.log(levels)
    kept, last = [0], len(days) - 1
    for place in range(2, last + 1):
        inner = slice(kept[-1] + 1, place)
        share = (days[inner] - days[kept[-1]]) / (days[place] - days[kept[-1]])
        straight = logs[:, [kept[-1]]] + share * (logs[:, [place]] - logs[:, [kept[-1]]])
        if np.abs(straight - logs[:, inner]).max() > _STRAIGHT:
            kept.append(place - 1)
    if last:
        kept.append(last)
    return days[kept], levels[:, kept]


def _draw(axes: Axes, all_of: Together, panel: _Panel) -> None:
    axes.fill_between(panel.days, *panel.band, color=style.BAND, alpha=0.55, linewidth=0, zorder=1)
    axes.fill_between(panel.days, *panel.half, color=style.BAND, linewidth=0, zorder=1)
    axes.plot(panel.least_days, panel.least, color=style.MUTED, linewidth=0.8, zorder=2)
    axes.plot(panel.days, panel.estimate, color=style.INK, linewidth=2.0, zorder=3)
    for claim in panel.claims:
        _mark(axes, all_of, panel, claim)
    _scale(axes, panel.reach)
    _end(axes, panel)
    name = quantity_words(all_of.ledger, panel.quantity)
    axes.set_title(name[:1].upper() + name[1:])


def _mark(axes: Axes, all_of: Together, panel: _Panel, claim: Give) -> None:
    bottom, _ = panel.reach
    cut = Interval(max(claim.lower, bottom), max(claim.upper, bottom))
    best = None if math.isinf(claim.upper) else all_of.counts[claim.claim_id].best
    style.whisker(axes, date2num(claim.day), cut, claim.claimant_id, best=best)


def _scale(axes: Axes, reach: tuple[float, float]) -> None:
    axes.set_yscale("log")
    axes.set_ylim(*reach)
    powers = range(math.floor(math.log10(reach[0])), math.ceil(math.log10(reach[1])) + 1)
    ticks = [step * 10**power for power in powers for step in (1, 2, 5)]
    axes.yaxis.set_major_locator(FixedLocator([tick for tick in ticks if reach[0] <= tick <= reach[1]]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,.0f}"))


def _end(axes: Axes, panel: _Panel) -> None:
    """The last figure of both paths, the higher above the lower."""
    ends = [(panel.estimate[-1], "semibold", style.INK), (panel.least[-1], "normal", style.MUTED)]
    near = abs(math.log(ends[0][0] / ends[1][0])) < 0.12 * math.log(panel.reach[1] / panel.reach[0])
    higher = max(end for end, _, _ in ends)
    for end, weight, colour in ends:
        axes.annotate(
            count(rounded(float(end))),
            (float(panel.days[-1]), float(end)),
            xytext=(4, 0 if not near else 5 if end == higher else -5),
            textcoords="offset points",
            va="center",
            fontweight=weight,
            color=colour,
            bbox={"facecolor": style.PAPER, "linewidth": 0, "pad": 0.8},  # no gridline strikes it through
            annotation_clip=False,
        )


def _names(all_of: Together, panel: _Panel) -> Iterator[Name]:
    """Words for each body's last claim, the newest first; those without room, or at the very end, are left out."""
    said = set()
    end = panel.days[-1] - _KEPT_FREE * (panel.days[-1] - panel.days[0])
    for claim in reversed(panel.claims):
        made = all_of.counts[claim.claim_id]
        if made.claimant_id not in said and date2num(claim.day) < end:
            said.add(made.claimant_id)
            best = None if math.isinf(claim.upper) else made.best
            height = (claim.lower if math.isinf(claim.upper) else claim.upper) if best is None else best
            yield Name(
                float(date2num(claim.day)), height, short_name(made.claimant), made.claimant_id, must=False
            )


def _title(all_of: Together, found: Central, told: list[Foretold]) -> str:
    """The two counts most claims state, and where half of other figures may fall."""
    most = sorted(told, key=lambda one: -len(all_of.drawn(one.quantity)))[:2]
    figures = [
        f"{count(rounded(one.estimate))} {measure_words(all_of.ledger, one.quantity.measure)} "
        f"(half of other figures: {may_fall_words(half(found, one))})"
        for one in told
        if one in most
    ]
    return f"By {day(told[0].day)} the middle of all that was said is {join_names(figures)}"


def _alt(all_of: Together, found: Central, told: list[Foretold]) -> str:
    said = " ".join(_panel_words(all_of, found, one) for one in told)
    return f"{plural(len(told), 'panel')} over time on logarithmic axes, up to {day(told[0].day)}. {said}"


def _panel_words(all_of: Together, found: Central, told: Foretold) -> str:
    name, claims = quantity_words(all_of.ledger, told.quantity), all_of.drawn(told.quantity)
    point = all_of.point(told.quantity, told.day)
    least = f"; the path that asks least stands at {count(rounded(point[1]))}" if point else ""
    return (
        f"{name[:1].upper()}{name[1:]}: {plural(len(claims), 'claim')} from {day(claims[0].day)} to "
        f"{day(claims[-1].day)}; at the end the central estimate is {count(rounded(told.estimate))}, half of other "
        f"figures may fall in {may_fall_words(half(found, told))} and nearly all in {may_fall_words(told)}{least}."
    )


def _data(all_of: Together, shown: list[_Panel]) -> str:
    """The corners of the central path and band, and the claims; the path that asks least is in its own figure's."""
    return csv_text(
        ("what", "measure", "day", "value", "lower", "upper", "half_lower", "half_upper"),
        (row for panel in shown for row in _rows(all_of, panel)),
    )


def _rows(all_of: Together, panel: _Panel) -> Iterator[tuple[object, ...]]:
    measure = panel.quantity.measure
    for when, *ends in zip(panel.days, panel.estimate, *panel.band, *panel.half, strict=True):
        yield ("central", measure, num2date(when).date(), *map(_whole, ends))
    for claim in panel.claims:
        best = all_of.counts[claim.claim_id].best
        yield (claim.claim_id, measure, claim.day, best, claim.lower, claim.upper, "", "")


def _whole(number: float) -> str:
    return f"{number:.0f}"

"""Chart of the reconciled paths: a panel a quantity, its path in the band of its bounds, claims as whiskers.

A claim that has to give has a hollow mark, a dotted bar and a thin line to the path, and its words beside it.
"""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from frontledger.analysis.reconcile import Give, Quantity
from frontledger.ledger import Interval
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.figures.reconcile_data import drawn_data
from frontledger.present.figures.reconcile_names import Name, set_names
from frontledger.present.reconciled import Together
from frontledger.present.tables.reconcile_bounds import reckoned_count
from frontledger.present.words.counts import short_name, stated
from frontledger.present.words.numbers import count, day, join_names, plural
from frontledger.present.words.reconcile import quantity_words

Vector = NDArray[np.float64]

_PANEL_INCHES = 1.2
_MOST_PANELS = 6
_FEWEST_CLAIMS = 2
_HEADROOM = 1.12


def paths_chart(all_of: Together) -> Figure | Note:
    """The path that asks least of each quantity that several claims count, with its bounds and these claims."""
    shown = _chosen(all_of)
    if not shown:
        return Note("paths", "No quantity is counted by several claims, so there is no path to draw.")
    height = _PANEL_INCHES * len(shown) + 0.4
    with style.panels(len(shown), height=height) as (figure, grid):
        for axes, one in zip(grid, shown, strict=True):
            _panel(axes, all_of, one)
        _days(grid[-1], all_of, shown)
        style.lay_out(figure)  # names are set on axes of their final size
        for axes, one in zip(grid, shown, strict=True):
            set_names(axes, _names(all_of, one))
        drawn = style.svg(figure)
    ids = tuple(sorted(give.claim_id for one in shown for give in all_of.drawn(one)))
    return Figure(
        key="paths",
        title=_title(all_of, shown),
        units="People, by the day the count holds for",
        alt=_alt(all_of, shown),
        source=source_line(all_of.ledger, ids),
        svg=drawn,
        note=(
            "Line: the path that asks least of all claims. Band: from the least to the greatest of all paths that "
            "ask little more. Bars: what a claim’s wording allows, an arrow a floor without an upper end. Hollow "
            "marks with dotted bars: claims the path misses, joined to the path by a thin line. Counts over a "
            "period and shares bound the paths too but stand at no height, so they are not drawn."
        ),
        data_csv=drawn_data(all_of, shown),
        claims=ids,
    )


def _chosen(all_of: Together) -> list[Quantity]:
    """The quantities that most claims count, of the main force, in the order of the codebook."""
    force = all_of.found.main_forces["sent"]
    every = [
        one for one in all_of.quantities if one.force == force and len(all_of.drawn(one)) >= _FEWEST_CLAIMS
    ]
    most = sorted(every, key=lambda one: (-len(all_of.drawn(one)), all_of.quantities.index(one)))[
        :_MOST_PANELS
    ]
    return [one for one in every if one in most]


def _panel(axes: Axes, all_of: Together, one: Quantity) -> None:
    path, claims = all_of.path(one), all_of.drawn(one)
    days, top = date2num(path["day"]), _top(all_of, one)
    upper = np.minimum(path["upper"], 2 * top)
    axes.fill_between(
        *corners(days, path["lower"], upper), color=style.BAND, linewidth=0, step="post", zorder=1
    )
    axes.plot(days, path["estimate"], color=style.INK, linewidth=1.4, zorder=3)
    for claim in claims:
        _mark(axes, all_of, claim)
    name = quantity_words(all_of.ledger, one)
    axes.set_title(name[:1].upper() + name[1:])
    style.count_axis(axes)
    axes.set_ylim(0, top)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True))


def corners(days: Vector, lower: Vector, upper: Vector) -> tuple[Vector, Vector, Vector]:
    """The days on which a band in steps changes, and its last: the others only make the page heavier."""
    ends = np.round(np.array([lower, upper]))
    kept = np.any(np.diff(ends, prepend=np.nan) != 0, axis=0)
    kept[-1] = True
    return days[kept], ends[0][kept], ends[1][kept]


def _mark(axes: Axes, all_of: Together, claim: Give) -> None:
    """A claim's whisker; hollow, dotted and joined to the path where it has to give."""
    at, best = date2num(claim.day), _best(all_of, claim)
    interval = Interval(claim.lower, claim.upper)
    if not claim.relative:
        style.whisker(axes, at, interval, claim.claimant_id, best=best)
        return
    colour = style.colour_of(claim.claimant_id)
    end = claim.upper if claim.gap > 0 else claim.lower
    axes.plot([at, at], [end, claim.value], color=style.MUTED, linewidth=0.7, zorder=2)
    tip = claim.lower if math.isinf(claim.upper) else claim.upper
    axes.plot([at, at], [claim.lower, tip], color=colour, linewidth=2.0, linestyle=(0, (0.6, 0.6)), zorder=4)
    axes.plot(
        [at],
        [claim.lower if best is None else best],
        marker=style.marker_of(claim.claimant_id),
        markerfacecolor=style.PAPER,
        markeredgecolor=colour,
        markeredgewidth=1.3,
        markersize=5.4,
        linestyle="none",
        zorder=5,
    )


def _best(all_of: Together, claim: Give) -> float | None:
    return None if math.isinf(claim.upper) else all_of.counts[claim.claim_id].best


def _height(all_of: Together, claim: Give) -> float:
    """Where a claim's mark stands, or the middle of its bar where it has none."""
    best = _best(all_of, claim)
    if best is not None:
        return best
    return claim.lower if math.isinf(claim.upper) else (claim.lower + claim.upper) / 2


def _top(all_of: Together, one: Quantity) -> float:
    """The greatest that is drawn in full: claims, the path, and the band unless it dwarfs both."""
    path = all_of.path(one)
    tips = [claim.upper if math.isfinite(claim.upper) else 1.1 * claim.lower for claim in all_of.drawn(one)]
    reach = max(*tips, float(path["estimate"].max()), 1.0)
    return _HEADROOM * max(reach, min(float(path["upper"].max()), 1.5 * reach))


def _days(axes: Axes, all_of: Together, shown: list[Quantity]) -> None:
    ends = [(path["day"].min(), path["day"].max()) for path in (all_of.path(one) for one in shown)]
    first, last = date2num([min(first for first, _ in ends), max(last for _, last in ends)])
    margin = max(0.02 * (last - first), 1.0)
    axes.set_xlim(first - margin, last + margin)
    style.date_axis(axes)


def _names(all_of: Together, one: Quantity) -> list[Name]:
    """Words for the claims of a panel: those that give first, then each body's last."""
    claims = sorted(
        all_of.drawn(one), key=lambda claim: (-claim.cost, -claim.day.toordinal(), claim.claim_id)
    )
    names, said = [], set()
    for claim in claims:
        made = all_of.counts[claim.claim_id]
        if claim.relative or made.claimant_id not in said:
            said.add(made.claimant_id)
            words = f"{short_name(made.claimant)}: {stated(made)}"
            place = float(date2num(claim.day)), _height(all_of, claim)
            names.append(Name(*place, words, made.claimant_id, bool(claim.relative)))
    return names


def _title(all_of: Together, shown: list[Quantity]) -> str:
    claims = [claim for one in shown for claim in all_of.drawn(one)]
    giving = [claim for claim in claims if claim.relative]
    if not giving:
        return f"One path meets all {plural(len(claims), 'claim')} drawn here"
    most = max(giving, key=lambda claim: (claim.cost, claim.claim_id))
    made = all_of.counts[most.claim_id]
    return (
        f"The path that asks least misses {count(len(giving))} of the {plural(len(claims), 'claim')} drawn, furthest "
        f"that of {short_name(made.claimant)}, {stated(made)} of {day(most.day)}"
    )


def _alt(all_of: Together, shown: list[Quantity]) -> str:
    return f"{plural(len(shown), 'panel')} over time. " + " ".join(_panel_words(all_of, one) for one in shown)


def _panel_words(all_of: Together, one: Quantity) -> str:
    last, claims = all_of.path(one).iloc[-1], all_of.drawn(one)
    name = quantity_words(all_of.ledger, one)
    giving = [
        f"{short_name(all_of.counts[claim.claim_id].claimant)}, {stated(all_of.counts[claim.claim_id])} "
        f"({day(claim.day)})"
        for claim in claims
        if claim.relative
    ]
    have = f"; missed are {join_names(giving)}" if giving else "; none is missed"
    least, path, most = (reckoned_count(float(last[key])) for key in ("lower", "estimate", "upper"))
    return (
        f"{name[:1].upper()}{name[1:]}: by {day(last['day'])} the path stands at {path}, with bounds of {least} "
        f"and {most}; {plural(len(claims), 'claim')} drawn{have}."
    )

"""Chart of troops sent in all: one panel a country, a step line for each body that counted more than once.

Counts of those sent to one part of Russia only have a panel of their own and no share in the lines.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from frontledger.analysis.claim_counts import Count, Series, by_claimant, main_place
from frontledger.analysis.troops.flows import Gap, widest_gap
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.labels import spread
from frontledger.present.words.counts import place_names, short_day, short_name, stated
from frontledger.present.words.numbers import count, day, plural

_PANEL_INCHES = 1.2
_LINE_INCHES = 0.145
_LEADER = {
    "arrowstyle": "-",
    "color": style.MUTED,
    "linewidth": 0.5,
    "linestyle": (0, (1, 1.5)),
    "shrinkB": 5,
}
_BESIDE = 0.02
"""Gap between a mark and its name, as a share of the time axis."""
_CROWDED = 0.3
"""Share of the time axis within which a second number beside a line would run into the first."""


def sent_chart(series: tuple[Series, ...], ledger: Ledger) -> Figure | Note:
    """Troops sent in all against the day each count holds for; bars are what the claim's words allow."""
    found = [one for body in series for one in body.counts]
    if not found:
        return Note("sent_chart", "There is no count of those sent to draw.")
    groups = _panels(series, ledger)
    height = _PANEL_INCHES * len(groups) + 0.4
    with style.panels(len(groups), height=height, share_y=True) as (figure, grid):
        for axes, (name, bodies) in zip(grid, groups, strict=True):
            _panel(axes, name if len(groups) > 1 else "", bodies, found)
        style.lay_out(figure)  # names are spread on axes of their final size
        for axes, (_, bodies) in zip(grid, groups, strict=True):
            _names(axes, bodies, axes.get_position().height * height)
        drawn = style.svg(figure)
    ids = tuple(one.claim_id for one in found)
    return Figure(
        key="sent_chart",
        title=_title(found, widest_gap(series), ledger),
        units="Troops sent in all, by the day the count holds for",
        alt=_alt(series),
        source=source_line(ledger, ids),
        svg=drawn,
        note="Bars show what a claim's wording allows, an arrow a floor without an upper end.",
        data_csv=counts_csv(found),
        claims=ids,
    )


def _country_groups(series: Iterable[Series]) -> list[tuple[str, list[Series]]]:
    """Bodies by country, the country with most first; those alone in their country last, together."""
    by_country: dict[str, list[Series]] = {}
    for one in series:
        by_country.setdefault(one.country, []).append(one)
    several = [bodies for bodies in by_country.values() if len(bodies) > 1]
    alone = [bodies[0] for bodies in by_country.values() if len(bodies) == 1]
    named = sorted(
        ((_country_name(bodies), bodies) for bodies in several), key=lambda group: (-len(group[1]), group[0])
    )
    return named + ([("Others" if named else "", alone)] if alone else [])


def counts_csv(found: Iterable[Count]) -> str:
    """The counts drawn, one a line, as CSV."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(
        ("claim_id", "claimant", "measure", "scope", "start", "as_of", "said", "best", "lower", "upper")
    )
    for one in found:
        numbers = (
            "" if one.best is None else f"{one.best:g}",
            f"{one.interval.lower:g}",
            f"{one.interval.upper:g}",
        )
        table.writerow(
            (
                one.claim_id,
                one.claimant,
                one.measure,
                one.scope,
                one.start or "",
                one.as_of,
                one.said,
                *numbers,
            )
        )
    return stream.getvalue()


def _panels(series: tuple[Series, ...], ledger: Ledger) -> list[tuple[str, list[Series]]]:
    names = dict(zip(ledger.scopes["scope"], ledger.scopes["name"], strict=True))
    place = main_place(ledger)
    counts = [one for body in series for one in body.counts]
    parts = sorted({one.scope for one in counts} - {place})
    whole = by_claimant(one for one in counts if one.scope == place)
    return _country_groups(whole) + [
        (f"Sent to {names[part]} only", list(by_claimant(one for one in counts if one.scope == part)))
        for part in parts
    ]


def _country_name(bodies: list[Series]) -> str:
    """The country as the bodies' display names give it, in brackets."""
    names = [one.claimant.split(" (", maxsplit=1)[1].rstrip(")") for one in bodies if " (" in one.claimant]
    return Counter(names).most_common(1)[0][0] if names else bodies[0].country


def _panel(axes: Axes, name: str, bodies: list[Series], found: list[Count]) -> None:
    for body in bodies:
        _steps(axes, body.counts, found)
        for one in body.counts:
            style.whisker(axes, one.as_of, one.interval, body.claimant_id, best=one.best)
    axes.set_title(name)
    axes.set_ylim(0, 1.2 * max(one.size for one in found))
    style.count_axis(axes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True))
    first, last = date2num([min(one.as_of for one in found), max(one.as_of for one in found)])
    margin = max(0.03 * (last - first), 1.0)
    axes.set_xlim(first - margin, last + margin)
    style.date_axis(axes)


def _names(axes: Axes, bodies: list[Series], inches: float) -> None:
    """Each body's last count in words, beside its mark and towards the middle of axes this high."""
    last = [body.counts[-1] for body in bodies]
    line = _LINE_INCHES * axes.get_ylim()[1] / inches
    left, right = axes.get_xlim()
    for one, y in zip(last, spread(_heights(last, line), [line] * len(last), 0), strict=True):
        x = date2num(one.as_of)
        late = x > (left + right) / 2
        axes.annotate(
            f"{short_name(one.claimant)}, {one.as_of:%-d %b}: {stated(one)}",
            (x, one.size),
            xytext=(x + (-_BESIDE if late else _BESIDE) * (right - left), y),
            ha="right" if late else "left",
            va="center",
            color=style.text_colour_of(one.claimant_id),
            arrowprops=_LEADER | {"relpos": (1 if late else 0, 0.5)},
            annotation_clip=False,
        )


def _heights(last: list[Count], line: float) -> list[float]:
    """Where the names would stand: level with the mark, but clear of a later mark that a name would cross."""
    heights, side = [], 1
    for one in last:
        crossing = any(other.size == one.size and other.as_of > one.as_of for other in last)
        heights.append(one.size + side * line if crossing else one.size)
        side = -side if crossing else side
    return heights


def _steps(axes: Axes, line: tuple[Count, ...], found: list[Count]) -> None:
    if len(line) < 2:
        return
    colour = style.colour_of(line[0].claimant_id)
    points = date2num([one.as_of for one in line]), [one.size for one in line]
    axes.step(*points, where="post", color=colour, linewidth=1.2)
    days = (max(one.as_of for one in found) - min(one.as_of for one in found)).days
    for one, after in pairwise(line):
        if (after.as_of - one.as_of).days > _CROWDED * days and after.size != one.size:
            axes.annotate(
                stated(one),
                (one.as_of, one.size),
                xytext=(6, 4),
                textcoords="offset points",
                color=style.text_colour_of(one.claimant_id),
            )


def _title(found: list[Count], gap: Gap | None, ledger: Ledger) -> str:
    whole = [one for one in found if one.scope == main_place(ledger)]
    shown = whole or found
    place = "" if whole else f" to {place_names(ledger, (one.scope for one in found))}"
    least = min(shown, key=lambda one: (one.size, one.rank))
    most = max(shown, key=lambda one: (one.size, one.rank))
    if least.size == most.size:
        return f"{short_name(most.claimant)} counted {stated(most)} troops sent{place} by {day(most.as_of)}"
    spread = f"Counts of troops sent{place} range from {stated(least)} to {stated(most)}"
    if gap is None:
        return spread
    when = f"for {day(gap.low.as_of)}" if gap.days == 0 else f"{plural(gap.days, 'day')} apart"
    return f"{spread}; {when} two bodies differ by a factor of {count(gap.factor, 1).removesuffix('.0')}"


def _alt(series: tuple[Series, ...]) -> str:
    bodies = [
        f"{body.claimant}: " + ", ".join(f"{stated(one)} by {short_day(one.as_of)}" for one in body.counts)
        for body in series
    ]
    return "Step chart of troops sent in all, by body. " + "; ".join(bodies) + "."

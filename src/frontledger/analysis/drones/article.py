"""The article's two monthly figures, and what they give beside the series' own counts of those months."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from frontledger.analysis.drones.growth import Growth, endpoints, months_between
from frontledger.analysis.drones.series import MonthlySeries
from frontledger.analysis.drones.sources import FigureStatus, figure_status
from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import interval_of

LAUNCHES = "drones_launched"
"""The measure of the article's drone figures."""


@dataclass(frozen=True)
class ArticleFigure:
    """One monthly figure of the article: the number it states, how it hedges it, what backs it."""

    article_claim_id: str
    month: date
    stated: int
    qualifier: str
    status: FigureStatus


@dataclass(frozen=True)
class ArticlePair:
    """The earliest and the latest monthly figure of the article and the growth they give.

    `growth` takes the numbers as stated; `rates` is the interval of the log rate per month that their wording
    allows; `series_growth` joins the series' own counts of the two months, None where it lacks one of them.
    """

    first: ArticleFigure
    last: ArticleFigure
    growth: Growth
    rates: Interval
    series_growth: Growth | None


def article_figures(ledger: Ledger) -> tuple[ArticleFigure, ...]:
    """The article's launches of a single month each, in order; none where the article was yet to come."""
    rows = ledger.article_claims
    rows = rows[(rows["measure"] == LAUNCHES) & rows["best"].notna()].sort_values("period_start")
    found = []
    for row in rows.itertuples(index=False):
        interval = interval_of(row.qualifier, row.low, row.best, row.high)
        month = row.period_start.date().replace(day=1)
        if interval and months_between(month, row.period_end.date()) == 0:
            status = figure_status(ledger, month, interval)
            found.append(ArticleFigure(row.article_claim_id, month, int(row.best), row.qualifier, status))
    return tuple(found)


def article_pair(ledger: Ledger, series: MonthlySeries) -> ArticlePair | None:
    """The article's pair beside the counts of `series`; None for fewer than two figures."""
    figures = article_figures(ledger)
    if len(figures) < 2:
        return None
    first, last = figures[0], figures[-1]
    factors = last.status.figure.over(first.status.figure)
    span = months_between(first.month, last.month)
    return ArticlePair(
        first,
        last,
        endpoints(first.month, last.month, first.stated, last.stated),
        Interval(math.log(factors.lower) / span, math.log(factors.upper) / span),
        _series_growth(series, first.month, last.month),
    )


def _series_growth(series: MonthlySeries, first: date, last: date) -> Growth | None:
    first_count, last_count = series.launched(first), series.launched(last)
    if first_count is None or last_count is None:
        return None
    return endpoints(first, last, first_count, last_count)

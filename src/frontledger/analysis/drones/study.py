"""Everything the drone report tells, from one ledger and one question: the series, its growth, its limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontledger.analysis.drones.article import ArticlePair, article_pair
from frontledger.analysis.drones.growth import FittedGrowth, Growth, endpoints
from frontledger.analysis.drones.growth_curve import CurvePoint, growth_curve
from frontledger.analysis.drones.growth_models import log_linear, negative_binomial, quasi_poisson
from frontledger.analysis.drones.growth_windows import WindowMap, every_window
from frontledger.analysis.drones.neutralised import NeutralisedShare, neutralised_shares
from frontledger.analysis.drones.series import MonthlySeries, Window, monthly_series, window_of
from frontledger.analysis.drones.sources import MonthSpread, SourceCount, counts_by_source, spread_by_month
from frontledger.ledger import Ledger

ARTICLE_WINDOW = (date(2024, 5, 1), date(2024, 11, 1))
"""The months of the article's two figures, the window taken where none is asked for."""


@dataclass(frozen=True)
class GrowthStudy:
    """The growth of one series over a window, beside all that shows how far it holds.

    `confidence` is the level of every interval, 0 to 1; `counts` what every source gives for any month.
    """

    ledger: Ledger
    confidence: float
    series: MonthlySeries
    window: Window
    log_linear: FittedGrowth
    curve: tuple[CurvePoint, ...]
    quasi_poisson: FittedGrowth
    negative_binomial: FittedGrowth
    endpoints: Growth
    windows: WindowMap
    article: ArticlePair | None
    counts: tuple[SourceCount, ...]
    spreads: tuple[MonthSpread, ...]
    neutralised: tuple[NeutralisedShare, ...]


def growth_study(
    ledger: Ledger,
    *,
    series: str = "",
    window: tuple[date, date] = ARTICLE_WINDOW,
    confidence: float = 0.95,
    minimum_months: int = 6,
) -> GrowthStudy:
    """Study one series of a ledger, the main one where none is named, over months given by their first days.

    Raises UnknownSeriesError for a series the ledger does not hold and WindowError for months it cannot be
    read from.
    """
    counts = monthly_series(ledger, series)
    chosen = window_of(counts, *window)
    months, launched = chosen.months, chosen.launched
    whole, sources = counts.complete, counts_by_source(ledger, also=counts.series_id)
    return GrowthStudy(
        ledger=ledger,
        confidence=confidence,
        series=counts,
        window=chosen,
        log_linear=log_linear(months, launched, confidence),
        curve=growth_curve(months, launched, confidence),
        quasi_poisson=quasi_poisson(months, launched, confidence),
        negative_binomial=negative_binomial(months, launched, confidence),
        endpoints=endpoints(months[0], months[-1], launched[0], launched[-1]),
        windows=every_window(
            [count.month for count in whole], [count.launched for count in whole], confidence, minimum_months
        ),
        article=article_pair(ledger, counts),
        counts=sources,
        spreads=spread_by_month(sources, months),
        neutralised=neutralised_shares(ledger),
    )

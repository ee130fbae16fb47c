"""The tables of the drone report: growth read in four ways, sources side by side, telling windows."""

from __future__ import annotations

from frontledger.analysis.drones.growth import FittedGrowth, Growth, per_month
from frontledger.analysis.drones.sources import MonthSpread, SourceCount
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.tables.drone_sources import source_line
from frontledger.present.words.growth import (
    dispersion_text,
    growth_text,
    hedged,
    rates_text,
    span_text,
    steadiness_text,
    time_text,
    times_text,
)
from frontledger.present.words.numbers import count, interval_text, month, percent, plural


def growth_table(study: GrowthStudy) -> Table:
    """Growth per month and doubling time over the window, read in four ways."""
    level = percent(study.confidence)
    ways = (study.log_linear, study.quasi_poisson, study.negative_binomial, study.endpoints)
    rates = sorted(per_month(way.rate) for way in ways)
    span = span_text(study.log_linear.first, study.log_linear.last)
    return Table(
        key="drone_growth_ways",
        title=f"{span}: {percent(rates[0], 1)} to {percent(rates[-1], 1)} a month, by the way of reading",
        columns=(
            Column("Way of reading"),
            Column("Growth a month", "right"),
            Column(f"{level} interval", "right"),
            Column("Time, months", "right"),
            Column(f"{level} interval, months", "right"),
            Column("Variance / mean", "right"),
            Column("Steady rate"),
            Column("Fit"),
        ),
        rows=(
            (
                "Line through logarithms",
                *_judged_cells(study, study.log_linear),
                f"R² {study.log_linear.fit:.3f}",
            ),
            ("Quasi-Poisson", *_judged_cells(study, study.quasi_poisson), "none of its own"),
            (
                "Negative binomial",
                *_judged_cells(study, study.negative_binomial),
                f"alpha {study.negative_binomial.fit:.2g}",
            ),
            (
                "First and last month",
                *_endpoint_cells(study.endpoints),
                "none",
                "no test",
                f"×{count(study.endpoints.fit, 2)}",
            ),
        ),
        source=source_line(study),
        note=(
            "The line counts every month alike, and so nearly does the negative binomial model; the "
            "quasi-Poisson model gives large months more weight. Variance over mean is that about the fit, and "
            "would be one if drones came independently; the intervals allow for it. A steady rate is tested "
            "by the square of time. Two months alone leave no scatter, and so no interval."
        ),
    )


def spread_table(study: GrowthStudy) -> Table:
    """What every source gives for each month of the window, and how far the numbers lie apart."""
    widest = max(study.spreads, key=lambda spread: spread.share)
    apart = (
        f"up to {percent(widest.share)} apart ({month(widest.month)})" if widest.share else "nowhere apart"
    )
    return Table(
        key="drone_spread",
        title=f"Within the window the counts lie {apart}",
        columns=(
            Column("Month"),
            Column("Series", "right"),
            Column("Daily table, other rules", "right"),
            Column("Other bodies"),
            Column("Range", "right"),
            Column("Apart", "right"),
        ),
        rows=tuple(_spread_row(study, spread) for spread in study.spreads),
        source=source_line(study, published=True),
        note=(
            "The range holds every number stated except mere bounds. Other rules for the daily table: "
            "the month in which a night began, or regional rows kept. Neither these nor most other "
            "bodies are independent: they start from the same bulletins."
        ),
    )


def windows_table(study: GrowthStudy) -> Table:
    """The windows that tell most: chosen, article's, steepest, whole, slowest clear growth, steepest fall."""
    named: dict[FittedGrowth, list[str]] = {}
    for name, window in _telling_windows(study):
        if window is not None:
            named.setdefault(window, []).append(name)
    return Table(
        key="drone_telling_windows",
        title=f"{plural(len(named), 'window')} of one series, {plural(len(named), 'answer')}",
        columns=(
            Column("Window"),
            Column("Months"),
            Column("Growth a month", "right"),
            Column(f"{percent(study.confidence)} interval", "right"),
            Column("Time, months", "right"),
            Column("Interval, months", "right"),
            Column("Variance / mean", "right"),
            Column("Steady rate"),
        ),
        rows=tuple(
            (
                ", ".join(names).capitalize(),
                span_text(window.first, window.last),
                *_judged_cells(study, window),
            )
            for window, names in named.items()
        ),
        source=source_line(study),
    )


def _telling_windows(study: GrowthStudy) -> list[tuple[str, FittedGrowth | None]]:
    windows, pair, whole = study.windows, study.article, study.series.complete
    return [
        ("chosen window", study.log_linear),
        ("the article's two months", windows.at(pair.first.month, pair.last.month) if pair else None),
        ("steepest growth", windows.fastest),
        ("whole series", windows.at(whole[0].month, whole[-1].month)),
        ("slowest clear growth", windows.growing[-1] if windows.growing else None),
        ("steepest fall", windows.steepest_fall if windows.falling else None),
    ]


def _fitted_cells(growth: FittedGrowth) -> tuple[str, str, str, str]:
    return growth_text(growth), rates_text(growth.rates), time_text(growth), times_text(growth)


def _judged_cells(study: GrowthStudy, growth: FittedGrowth) -> tuple[str, ...]:
    steady = steadiness_text(growth, study.confidence)
    return (*_fitted_cells(growth), dispersion_text(growth), steady)


def _endpoint_cells(growth: Growth) -> tuple[str, str, str, str]:
    return growth_text(growth), "none", time_text(growth), "none"


def _spread_row(study: GrowthStudy, spread: MonthSpread) -> tuple[str | Cell, ...]:
    own = study.series.series_id
    computed = [one for one in spread.counts if one.basis == "computed" and one.series_id != own]
    others = [one for one in spread.counts if one.basis == "published" and one.series_id != own]
    return (
        month(spread.month),
        Cell(count(study.series.launched(spread.month) or 0), tone="strong"),
        _distinct(computed) or "none",
        ", ".join(f"{one.name} {hedged(one.launched, one.qualifier)}" for one in others)
        or Cell("none", tone="muted"),
        interval_text(spread.range),
        percent(spread.share, 1),
    )


def _distinct(counts: list[SourceCount]) -> str:
    return ", ".join(dict.fromkeys(count(one.launched) for one in counts))

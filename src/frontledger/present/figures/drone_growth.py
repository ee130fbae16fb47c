"""The chosen window's fit and the article's pair, drawn into the whole series."""

from __future__ import annotations

import csv
import io
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from frontledger.analysis.drones.article import ArticleFigure, ArticlePair
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Figure
from frontledger.present.drawing import style
from frontledger.present.figures.drones import VEIL, middle
from frontledger.present.tables.drone_sources import source_line
from frontledger.present.words.growth import growth_text, hedged, size_text, span_text
from frontledger.present.words.numbers import count, join_names, month, percent


def fit_chart(study: GrowthStudy) -> Figure:
    """Launches a month on a logarithmic axis, with the window's fitted line and the article's pair."""
    with style.drawing(height=3.1) as (figure, axes):
        _series(axes, study)
        _fit(axes, study)
        if pair := _drawn_pair(study):
            _pair(axes, pair)
        _frame(axes)
        drawn = style.svg(figure)
    return Figure(
        key="drone_fit",
        title=_title(study),
        units="Drones launched a month, logarithmic axis: equal slopes are equal growth",
        alt=_alt(study),
        source=source_line(study),
        svg=drawn,
        note=f"The band is the {percent(study.confidence)} interval of the line, not of single months.",
        data_csv=_csv(study),
    )


def _drawn_pair(study: GrowthStudy) -> ArticlePair | None:
    """The article's pair, where the series holds its months to set it beside."""
    return study.article if study.article and study.article.series_growth else None


def _series(axes: Axes, study: GrowthStudy) -> None:
    whole = study.series.complete
    days = [middle(one.month) for one in whole]
    axes.plot(days, [one.launched for one in whole], color=style.MUTED, linewidth=0.9)
    chosen = study.window.counts
    axes.plot(
        [middle(one.month) for one in chosen],
        [one.launched for one in chosen],
        color=style.SERIES[0],
        marker="o",
        markersize=4.2,
        linestyle="none",
    )


def _fit(axes: Axes, study: GrowthStudy) -> None:
    days = [middle(point.month) for point in study.curve]
    lower = [point.interval.lower for point in study.curve]
    upper = [point.interval.upper for point in study.curve]
    axes.fill_between(days, lower, upper, color=style.SERIES[0], alpha=0.18, linewidth=0)
    axes.plot(days, [point.fitted for point in study.curve], color=style.SERIES[0], linewidth=1.6)
    growth = study.log_linear
    axes.annotate(
        f"Window: {growth_text(growth)} a month",
        (days[-1], upper[-1]),
        xytext=(2, 5),
        textcoords="offset points",
        ha="right",
        color=style.SERIES[0],
        bbox=VEIL,
    )


def _pair(axes: Axes, pair: ArticlePair) -> None:
    figures = (pair.first, pair.last)
    days = [middle(figure.month) for figure in figures]
    axes.plot(
        days, [figure.stated for figure in figures], color=style.ACCENT, linestyle=(0, (3, 2)), linewidth=1.1
    )
    _article_mark(axes, pair.first, (12, -24), "left")
    _article_mark(axes, pair.last, (-9, 1), "right")


def _article_mark(
    axes: Axes, figure: ArticleFigure, offset: tuple[int, int], side: Literal["left", "right"]
) -> None:
    unverified = figure.status.status == "no_source"
    place = (middle(figure.month), figure.stated)
    axes.plot(
        *place, marker="D", color=style.ACCENT, markersize=5, fillstyle="none" if unverified else "full"
    )
    axes.annotate(
        f"Article: {hedged(figure.stated, figure.qualifier)}{', unverified' if unverified else ''}",
        place,
        xytext=offset,
        textcoords="offset points",
        ha=side,
        color=style.ACCENT,
        bbox=VEIL,
    )


def _frame(axes: Axes) -> None:
    axes.set_yscale("log")
    axes.margins(y=0.08)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: count(number)))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(axis="y", which="minor", length=0)
    style.date_axis(axes)


def _title(study: GrowthStudy) -> str:
    growth, months = study.log_linear, study.series.complete
    whole = study.windows.at(months[0].month, months[-1].month)
    span = span_text(growth.first, growth.last)
    if whole is None or whole == growth:
        return f"{span}: {growth_text(growth)} a month"
    return f"{span}: {growth_text(growth)} a month, against {growth_text(whole)} over the whole series"


def _alt(study: GrowthStudy) -> str:
    first, last = study.window.counts[0], study.window.counts[-1]
    words = [
        f"Line chart with a logarithmic axis. In the window launches go from {count(first.launched)} in "
        f"{month(first.month)} to {count(last.launched)} in {month(last.month)}; the fitted line "
        f"{'falls' if study.log_linear.falling else 'rises'} by {size_text(study.log_linear)} a month."
    ]
    if pair := _drawn_pair(study):
        stated = [
            f"{hedged(one.stated, one.qualifier)} in {month(one.month)}" for one in (pair.first, pair.last)
        ]
        words.append(f"The article's pair, {join_names(stated)}, is joined by a dashed line.")
    return " ".join(words)


def _csv(study: GrowthStudy) -> str:
    fitted = {point.month: point for point in study.curve}
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("month", "launched", "fitted", "fitted_lower", "fitted_upper"))
    for one in study.series.complete:
        point = fitted.get(one.month)
        numbers = (point.fitted, point.interval.lower, point.interval.upper) if point else ()
        table.writerow((f"{one.month:%Y-%m}", one.launched, *(f"{number:.1f}" for number in numbers)))
    return stream.getvalue()

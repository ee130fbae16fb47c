"""Published forecasts of a largest night, what came of them, and what was forecast here on the same day."""

from __future__ import annotations

from frontledger.analysis.forecast.pace import Pace
from frontledger.analysis.forecast.published import Largest, PublishedForecast, Verdict
from frontledger.analysis.forecast.study import ForecastStudy
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.words.drone_published import figure_text
from frontledger.present.words.forecast import launches, rounded, the_period
from frontledger.present.words.numbers import count, day, month

_VERDICTS: dict[Verdict, Cell] = {
    "came_true": Cell("came true", tone="good"),
    "exceeded": Cell("was exceeded", tone="bad"),
    "fell_short": Cell("did not come", tone="bad"),
    "open": Cell("still open", tone="open"),
    "cannot_be_scored": Cell("cannot be scored", tone="open"),
}


def published_table(study: ForecastStudy) -> Table | Note:
    """One row a forecast; a note where nobody had published one."""
    if not study.published:
        return Note("forecast_published", "By then nobody in this ledger had published a forecast.")
    return Table(
        key="forecast_published",
        title="Published forecasts of a largest night, and what came",
        columns=(
            Column("Who"),
            Column("Said on"),
            Column("Forecast"),
            Column("By"),
            Column("What came by then"),
            Column("Verdict"),
            Column("Forecast here on that day, launches a day on average"),
        ),
        rows=tuple(_row(one, study) for one in study.published),
        source="Forecasts of drone_figures.csv, in order of their report.",
        note=(
            "A mean a day is no largest night: the last column shows what the counts of that day gave ground "
            "for, by the way chosen on that day, with its 95% interval."
        ),
    )


def _row(one: PublishedForecast, study: ForecastStudy) -> tuple[str | Cell, ...]:
    return (
        one.figure.name,
        day(one.said),
        figure_text(one.figure),
        day(one.due),
        _came(one),
        _VERDICTS[one.verdict],
        _own(one, study.series.pace),
    )


def _came(one: PublishedForecast) -> str | Cell:
    if one.night is not None:
        words = f"{_largest(one.night)} in a night"
        if one.day and one.day.launched > one.night.launched:
            words += f"; {_largest(one.day)} in a day"
        later = one.later_day
        return f"{words}; later, {_largest(later)} in a day" if later else words
    if one.month is not None:
        most = f"{month(one.month.when)}, had {count(one.month.launched)} in all"
        return f"No night is known; the largest month, {most}"
    return Cell("nothing known", tone="muted")


def _largest(one: Largest) -> str:
    return f"{count(one.launched)} ({day(one.when)})"


def _own(one: PublishedForecast, pace: Pace) -> str | Cell:
    if one.own is None:
        return Cell("none: too few counts by then", tone="muted")
    words = f"{launches(one.own.per_day)} in {the_period(one.own.target, pace)}"
    return words if one.own.came is None else f"{words}; it was {rounded(one.own.came)}"

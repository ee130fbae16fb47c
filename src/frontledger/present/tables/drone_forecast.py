"""The tables of the forecast report: scores before any forecast, coverage, what is forecast, what others said."""

from __future__ import annotations

from frontledger.analysis.forecast.backtest import CHOSEN, LAST_VALUE, Scored
from frontledger.analysis.forecast.pace import COVERAGES
from frontledger.analysis.forecast.study import ForecastStudy, Tried
from frontledger.ledger import Interval
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.tables.drone_forecast_sources import source_line
from frontledger.present.words.forecast import (
    HOW,
    ahead,
    candidate_name,
    launches,
    period_name,
    rounded,
    shares_text,
    signed,
    skills_text,
    the_period,
)
from frontledger.present.words.numbers import count, percent, plural


def score_table(study: ForecastStudy, tried: Tried) -> Table:
    """The weighted interval score of every way of forecasting at every horizon, best first."""
    pace = tried.test.pace
    return Table(
        key="forecast_scores",
        title=_score_title(tried),
        columns=(
            Column("Way of forecasting"),
            *(Column(ahead(horizon, pace), "right") for horizon in pace.horizons),
            Column("Skill over all", "right"),
            Column("95% interval", "right"),
        ),
        rows=tuple(_score_row(one, tried) for one in _ranked(tried)),
        source=source_line(study),
        note=(
            "Cells give the mean weighted interval score in launches, the lower the better, and in brackets "
            "the skill: how far it lies below the score of the last value. Over all horizons the geometric "
            "mean of the ratios counts. Its interval comes from resampling blocks of origins, and is too narrow "
            "where they are few. The last row picks no winner by hindsight."
        ),
    )


def coverage_table(study: ForecastStudy, tried: Tried) -> Table:
    """How many outcomes the 50%, 80% and 95% intervals of every way of forecasting held."""
    pace = tried.test.pace
    return Table(
        key="forecast_coverage",
        title=f"Share of outcomes held by the {_levels()} intervals",
        columns=(
            Column("Way of forecasting"),
            *(Column(ahead(horizon, pace), "right") for horizon in pace.horizons),
        ),
        rows=tuple(
            (
                _name_cell(one, tried),
                *(
                    " / ".join(percent(at.coverage(level)) for level in COVERAGES)
                    for at in one.score.horizons
                ),
            )
            for one in _ranked(tried)
        ),
        source=source_line(study),
        note="Well made intervals hold the shares they are named after: no fewer, and no more.",
    )


def best_table(study: ForecastStudy, tried: Tried) -> Table:
    """The best way's scores with the uncertainty that few and overlapping origins leave."""
    pace, horizons = tried.test.pace, tried.best.score.horizons
    held = shares_text(tuple(one.coverage(0.8) for one in horizons))
    wide = shares_text(tuple(one.coverage(0.95) for one in horizons))
    return Table(
        key="forecast_best",
        title=f"Of the best way the 80% intervals held {held} of outcomes, the 95% intervals {wide}",
        columns=(
            Column("Horizon"),
            Column("Origins", "right"),
            Column("Skill", "right"),
            Column("95% interval", "right"),
            *(Column(f"Held by {percent(level)} interval", "right") for level in COVERAGES),
        ),
        rows=tuple(
            (
                ahead(one.horizon, pace),
                count(one.origins),
                signed(one.skill),
                skills_text(one.skills),
                *(f"{percent(one.coverage(level))} ({_shares(one.coverages(level))})" for level in COVERAGES),
            )
            for one in horizons
        ),
        source=source_line(study),
        note=(
            f"The way is the {candidate_name(tried.best.key, pace)}. In brackets the exact 95% interval of "
            "the share, as if origins were independent; they overlap, so it is too narrow."
        ),
    )


def forecast_table(study: ForecastStudy, tried: Tried) -> Table:
    """What the best way forecasts at every scored horizon, from the last count."""
    pace = tried.test.pace
    return Table(
        key="forecast_steps",
        title=f"Forecast from {the_period(study.series.ends[-1], pace)}",
        columns=(
            Column("Horizon"),
            Column(pace.unit.capitalize()),
            Column("Median", "right"),
            *(Column(f"{percent(level)} interval", "right") for level in COVERAGES),
            Column("Skill there", "right"),
        ),
        rows=tuple(
            (
                ahead(horizon, pace),
                _capital(period_name(tried.steps[horizon - 1].end, pace)),
                Cell(rounded(tried.steps[horizon - 1].median), tone="strong"),
                *(launches(tried.steps[horizon - 1].interval(level)) for level in COVERAGES),
                signed(tried.best.score.at(horizon).skill),
            )
            for horizon in pace.horizons
        ),
        source=source_line(study),
        note=f"By the {candidate_name(tried.best.key, pace)}, to three digits.",
    )


def ways_table(study: ForecastStudy, tried: Tried) -> Table:
    """What each way of forecasting does."""
    ranked = [one for one in _ranked(tried) if one.key != CHOSEN]
    return Table(
        key="forecast_ways",
        title=f"{plural(len(ranked), 'way')} of forecasting, and the choice among them",
        columns=(Column("Way of forecasting"), Column("What it does")),
        rows=tuple((_name_cell(one, tried), HOW[one.key]) for one in (*ranked, tried.test.chosen)),
        source=source_line(study),
    )


def _ranked(tried: Tried) -> list[Scored]:
    ranked = sorted(tried.test.candidates, key=lambda one: -one.score.skill)
    return [*ranked, tried.test.chosen]


def _score_title(tried: Tried) -> str:
    name, skill = candidate_name(tried.best.key, tried.test.pace), tried.best.score.skill
    if tried.best.key == LAST_VALUE:
        return "No way of forecasting scores better than repeating the last value"
    found = f"The {name} scores best, {percent(skill)} below the last value"
    return found if tried.beats_last_value else f"{found}, which may be chance"


def _score_row(one: Scored, tried: Tried) -> tuple[str | Cell, ...]:
    whole = one.score
    cells = (f"{count(at.wis)} ({signed(at.skill)})" for at in whole.horizons)
    if one.key == LAST_VALUE:
        return (_name_cell(one, tried), *(count(at.wis) for at in whole.horizons), "0%", "none")
    return (_name_cell(one, tried), *cells, signed(whole.skill), skills_text(whole.skills))


def _name_cell(one: Scored, tried: Tried) -> Cell:
    name = candidate_name(one.key, tried.test.pace)
    return Cell(_capital(name), tone="strong" if one.key == tried.best.key else "")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _levels() -> str:
    return ", ".join(percent(level) for level in COVERAGES[:-1]) + f" and {percent(COVERAGES[-1])}"


def _shares(shares: Interval) -> str:
    return f"{percent(shares.lower)}–{percent(shares.upper)}"

"""The sentences of the forecast report: what the test found, what is forecast, what others' forecasts were worth."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from frontledger.analysis.forecast.backtest import LAST_VALUE
from frontledger.analysis.forecast.published import Verdict
from frontledger.analysis.forecast.study import ForecastStudy, Tried
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.drone_import import caution
from frontledger.present.words.forecast import (
    ahead,
    candidate_name,
    launches,
    rounded,
    series_span,
    shares_text,
    signed,
    skills_text,
    the_period,
)
from frontledger.present.words.numbers import count, day, join_names, month, plural

IMPORT = "frontledger import drones FILE"

_VERDICTS: dict[Verdict, str] = {
    "came_true": "came true",
    "exceeded": "came to more",
    "fell_short": "did not come",
    "open": "open still",
    "cannot_be_scored": "not to be scored",
}


def headline(study: ForecastStudy) -> Finding | Note:
    """Whether any way of forecasting beat the last value, and whether its intervals held what they should."""
    tried = study.tried
    if tried is None:
        return too_few(study)
    pace = tried.test.pace
    told = tried.best.score.at(pace.told)
    return Finding(
        key="forecast",
        sentence=f"{_verdict(tried)} {_coverage_words(tried)} {_chosen_words(tried)}",
        doubt=(
            f"Launched is what {study.series.monthly.claimant} said it detected. A test on the past says how the "
            "forecasts fared while the war went on as it did; it knows nothing of a truce or a new kind of drone. "
            f"{caution(study.ledger)}"
        ).strip(),
        value=round(100 * told.skill, 1),
        low=round(100 * told.skills.lower, 1),
        high=round(100 * told.skills.upper, 1),
        unit=f"% below the score of the last value, {ahead(pace.told, pace)}",
    )


def too_few(study: ForecastStudy) -> Note:
    """Why there is no forecast."""
    series, unit = study.series, study.series.pace.unit
    held = plural(len(series.counts), f"complete {unit}")
    return Note(
        "forecast_too_few",
        f"No forecast is made. By {day(study.ledger.as_of)} the series “{series.monthly.name}” of "
        f"{series.monthly.claimant} holds {held} in a row; a forecast that can be put to the test needs "
        f"{count(study.fewest)}. Choose a longer series or a later as_of.",
    )


def trial_note(study: ForecastStudy, tried: Tried) -> Note:
    """What the test was: the series, the origins, the horizons, and what a finer series would add."""
    pace, series = tried.test.pace, study.series
    origins = tried.best.score.at(pace.horizons[0]).origins
    first, last = series.ends[tried.test.first], series.ends[tried.test.first + origins - 1]
    held = plural(len(series.counts), f"complete {pace.unit}")
    finer = f" Weeks and nights need the published daily table, which is not imported here: “{IMPORT}”."
    return Note(
        "forecast_test",
        f"The series holds {held}, {series_span(series)}. Forecasts were made from each of {count(origins)} "
        f"origins, {the_period(first, pace)} to {the_period(last, pace)}, for "
        f"{join_names([ahead(horizon, pace) for horizon in pace.horizons])}, each from the counts known at its "
        f"origin alone.{'' if series.weekly else finer}",
    )


def forecast_finding(study: ForecastStudy, tried: Tried) -> Finding:
    """What the best way forecasts, and from when."""
    pace, series = tried.test.pace, study.series
    near, far = tried.steps[pace.told - 1], tried.steps[-1]
    name = candidate_name(tried.best.key, pace)
    return Finding(
        key="forecast_told",
        sentence=(
            f"From {the_period(series.ends[-1], pace)} with its {count(series.counts[-1])} launches, the "
            f"{name} forecasts {rounded(near.median)} for {the_period(near.end, pace)} (80% interval "
            f"{launches(near.interval(0.8))}). For {the_period(far.end, pace)} it forecasts "
            f"{rounded(far.median)} (80% interval {launches(far.interval(0.8))}, 95% "
            f"{launches(far.interval(0.95))}).{_late_words(study, tried)}"
        ),
        doubt="The median is no promise. Whoever quotes it must quote an interval beside it.",
        value=float(f"{near.median:.3g}"),
        low=float(f"{near.interval(0.95).lower:.3g}"),
        high=float(f"{near.interval(0.95).upper:.3g}"),
        unit=f"drones a {pace.unit}, 95% interval",
    )


def published_finding(study: ForecastStudy) -> Finding | Note:
    """How many published forecasts of a largest night came true, or why that cannot be said."""
    tally = Counter(one.verdict for one in study.published)
    total = plural(len(study.published), "published forecast")
    if not study.published:
        return Note("forecast_verdicts", "There is no published forecast to set beside these.")
    if tally["cannot_be_scored"] == len(study.published):
        return Note(
            "forecast_verdicts",
            f"{total[0].upper()}{total[1:]} of a largest night cannot be scored from monthly totals, which are "
            f"no more than a ceiling for any one night. The published daily table would tell: “{IMPORT}”.",
        )
    parts = [f"{count(tally[key])} {said}" for key, said in _VERDICTS.items() if tally[key]]
    nights = [one.night for one in study.published if one.night]
    most = max(nights, key=lambda one: one.launched, default=None)
    night = f" The largest night had {count(most.launched)} launches, on {day(most.when)}." if most else ""
    return Finding(
        key="forecast_verdicts",
        sentence=f"Of {total} of a largest night: {join_names(parts)}.{night}",
        doubt="Forecasts that get published are not chosen at random, and some were warnings, meant not to come.",
    )


def _verdict(tried: Tried) -> str:
    pace, best = tried.test.pace, tried.best
    name, number = candidate_name(best.key, pace), count(len(tried.test.candidates))
    if best.key == LAST_VALUE:
        return f"Of {number} ways of forecasting launches none scores better than repeating the last {pace.unit}."
    told = best.score.at(pace.told)
    skills = (
        f"its skill is {signed(best.score.skill)} over all horizons (95% interval "
        f"{skills_text(best.score.skills)}) and {signed(told.skill)} {ahead(pace.told, pace)} "
        f"({skills_text(told.skills)})."
    )
    if tried.beats_last_value:
        better = f"scores best, better than repeating the last {pace.unit}"
        return (
            f"Of {number} ways of forecasting launches the {name} {better}. {skills[0].upper()}{skills[1:]}"
        )
    plain = f"No way of forecasting launches clearly beats repeating the last {pace.unit}."
    return f"{plain} Of {number} the {name} scores best, which chance may give: {skills}"


def _chosen_words(tried: Tried) -> str:
    skill = tried.test.chosen.score
    return (
        "Without hindsight, choosing anew each time the best so far, the skill was "
        f"{signed(skill.skill)} ({skills_text(skill.skills)})."
    )


def _coverage_words(tried: Tried) -> str:
    horizons = tried.best.score.horizons
    held = {level: shares_text(tuple(one.coverage(level) for one in horizons)) for level in (0.8, 0.95)}
    return f"Its 80% intervals held {held[0.8]} of outcomes, its 95% intervals {held[0.95]}, by horizon."


def _late_words(study: ForecastStudy, tried: Tried) -> str:
    """That the forecast speaks of days already over, where the series ends long before the ledger's day."""
    pace, as_of = study.series.pace, study.ledger.as_of
    over = [step for step in tried.steps if pace.last_day(step.end) + timedelta(days=1) <= as_of]
    if not over:
        return ""
    many = plural(len(tried.steps), pace.unit)
    which = f"all {many}" if len(over) == len(tried.steps) else f"{count(len(over))} of the {many}"
    return f" The series ends before the ledger's day, {day(as_of)}: {which} forecast are over.{_since_words(tried)}"


def _since_words(tried: Tried) -> str:
    """What others published for the periods forecast, and how much of it the 80% intervals held."""
    since = tried.since
    if not since:
        return ""
    steps = {step.end: step for step in tried.steps}
    reaches = [(one.launched, steps[one.month].interval(0.8)) for one in since]
    held = sum(reach.lower <= launched <= reach.upper for launched, reach in reaches)
    told = join_names([f"{one.name} {count(one.launched)} for {month(one.month)}" for one in since])
    return f" Published since: {told}; the 80% intervals hold {count(held)} of {plural(len(since), 'count')}."

"""What a monthly rate hides: breaks of level, weekdays, massed attacks, what the drones were.

Breaks are looked for in weeks where a daily table was imported, else in months; all else needs that table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from frontledger.analysis.drones.changepoints import Breaks, find_breaks
from frontledger.analysis.drones.composition import MonthComposition, composition
from frontledger.analysis.drones.daily import daily_counts, has_daily, weekly_counts
from frontledger.analysis.drones.levelling import Levelling, levelling
from frontledger.analysis.drones.neutralised import NeutralisedShare, about_break
from frontledger.analysis.drones.salvos import Period, massed, years
from frontledger.analysis.drones.series import main_series
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.analysis.drones.weekdays import WeekdayTest, weekday_test

NEAR_DAYS = 31
"""An event stands beside a break where no more than a month lies between them."""

RECENT_WEEKS = 52


@dataclass(frozen=True)
class DatedEvent:
    """An event of the ledger that happened near a break: a date, and no cause."""

    day: date
    date_text: str
    event: str
    source_id: str


@dataclass(frozen=True)
class LaunchStructure:
    """How the launches of a study were spread over time and kinds.

    `daily` is the launches of every day and `massed` the verdict on every attack day that could be told; both
    are None without an imported daily table, and `weekdays` (the whole table, then its last year), `years`
    and `composition` empty. `breaks` is None where the series is too short, `levelling` where no levelling
    curve is found. `events` are those near each lasting break, in its order; `shares` the last share
    neutralised before the newest change of definition and the first after it.
    """

    study: GrowthStudy
    daily: pd.Series | None
    massed: pd.Series | None
    breaks: Breaks | None
    events: tuple[tuple[DatedEvent, ...], ...]
    levelling: Levelling | None
    weekdays: tuple[WeekdayTest, ...]
    years: tuple[Period, ...]
    composition: tuple[MonthComposition, ...]
    shares: tuple[NeutralisedShare, NeutralisedShare] | None


def launch_structure(study: GrowthStudy) -> LaunchStructure:
    """The structure of the launches of a study, by the imported daily table where there is one."""
    daily = daily_counts(study.ledger) if has_daily(study.ledger) else None
    breaks, whole = _breaks(study, daily is not None), study.series.complete
    return LaunchStructure(
        study=study,
        daily=daily,
        massed=None if daily is None else massed(daily),
        breaks=breaks,
        events=tuple(_events_near(study, one.first_after) for one in breaks.lasting) if breaks else (),
        levelling=levelling([one.month for one in whole], [one.launched for one in whole], study.confidence),
        weekdays=() if daily is None else _weekdays(daily, study.confidence),
        years=() if daily is None else tuple(years(daily)),
        composition=composition(study.ledger),
        shares=about_break(study.neutralised),
    )


def _breaks(study: GrowthStudy, weekly: bool) -> Breaks | None:
    if weekly and study.series.series_id == main_series(study.ledger):
        weeks = weekly_counts(study.ledger)
        return find_breaks([week.date() for week in weeks.index], list(weeks), "week")
    whole = study.series.complete
    return find_breaks([one.month for one in whole], [one.launched for one in whole], "month")


def _weekdays(daily: pd.Series, confidence: float) -> tuple[WeekdayTest, ...]:
    spans = (daily, daily.iloc[-7 * RECENT_WEEKS :]) if len(daily) > 7 * RECENT_WEEKS else (daily,)
    return tuple(test for span in spans if (test := weekday_test(span, confidence)))


def _events_near(study: GrowthStudy, day: date) -> tuple[DatedEvent, ...]:
    events = study.ledger.events.sort_values(["date", "event_id"])
    reach = timedelta(days=NEAR_DAYS)
    near = events[events["date"].between(pd.Timestamp(day - reach), pd.Timestamp(day + reach))]
    return tuple(
        DatedEvent(row.date.date(), row.date_text, row.event, row.source_id) for row in near.itertuples()
    )

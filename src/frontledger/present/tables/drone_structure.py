"""Tables of the structure of the launches: breaks of level, events near them, the years' attacks."""

from __future__ import annotations

import datetime as dt
import math

from frontledger.analysis.drones.changepoints import SETTINGS, Breaks
from frontledger.analysis.drones.salvos import BUSIEST, FACTOR, TRAILING, Period
from frontledger.analysis.drones.structure import NEAR_DAYS, LaunchStructure
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.tables.drone_sources import daily_line, source_line
from frontledger.present.words.numbers import count, date_words, day, percent, plural
from frontledger.present.words.structure import break_text, families, period_text


def breaks_tables(structure: LaunchStructure, breaks: Breaks) -> tuple[Table, ...]:
    """Which ways of looking find which break, the levels between, and the ledger's events near them."""
    if not breaks.found:
        return ()
    tables = (_votes_table(structure, breaks), _levels_table(structure, breaks))
    return (*tables, _events_table(structure, breaks)) if any(structure.events) else tables


def years_table(structure: LaunchStructure) -> Table:
    """How the launches of every year were spread over its days, by the imported daily table."""
    return Table(
        key="drone_years",
        title=_years_title(structure.years),
        columns=(
            Column("Days"),
            Column("Attack days", "right"),
            Column("Straight after another", "right"),
            Column("Longest pause, days", "right"),
            Column("Massed attacks", "right"),
            Column("Their launches", "right"),
            Column("Busiest tenth", "right"),
            Column("Variance / mean", "right"),
            Column("Largest day"),
        ),
        rows=tuple(_year_row(year) for year in structure.years),
        source=daily_line(structure.study.ledger),
        note=(
            f"Massed: at least {FACTOR} times the median of the attack days of the {TRAILING} days before. Busiest "
            f"tenth: the launches on the {percent(BUSIEST)} of attack days with most. Variance over mean of daily "
            "counts, median of the months; one would be chance alone."
        ),
    )


def break_source(structure: LaunchStructure) -> str:
    """Whose counts the breaks were looked for in."""
    weekly = structure.breaks is not None and structure.breaks.step == "week"
    return daily_line(structure.study.ledger) if weekly else source_line(structure.study)


def _votes_table(structure: LaunchStructure, breaks: Breaks) -> Table:
    ways = families()
    shown = [one for one in breaks.found if 4 * len(one.found_by) >= len(SETTINGS)] or list(breaks.found)
    shown.sort(key=lambda one: (-len(one.found_by), one.first_after))
    unanimous, rest = sum(len(one.found_by) == len(SETTINGS) for one in shown), len(breaks.found) - len(shown)
    left_out = f" {plural(rest, 'place')} that fewer than a quarter find left out." if rest else ""
    return Table(
        key="drone_break_votes",
        title=(
            f"{plural(unanimous, 'break')} found by all of {len(SETTINGS)} ways of looking"
            if unanimous
            else f"No break is found by all of {len(SETTINGS)} ways of looking"
        ),
        columns=(
            Column("Level changed"),
            *(Column(name, "right") for name in ways),
            Column("Of all", "right"),
        ),
        rows=tuple(
            (
                _sentence_case(break_text(one, breaks.step)),
                *(
                    f"{sum(way in one.found_by for way in settings)} of {len(settings)}"
                    for settings in ways.values()
                ),
                Cell(str(len(one.found_by)), tone="strong" if one.lasting else "muted"),
            )
            for one in shown
        ),
        source=break_source(structure),
        note=(
            "Four penalties of a break each, or a number of one to four breaks. A break that one way puts a "
            f"{breaks.step} earlier or later is the same break. Strong: found by half of all and by half of those "
            f"with a penalty, which may find none.{left_out}"
        ),
    )


def _levels_table(structure: LaunchStructure, breaks: Breaks) -> Table:
    levels = breaks.stretches
    return Table(
        key="drone_break_levels",
        title=(
            f"From {count(levels[0].mean)} to {count(levels[-1].mean)} launches a {breaks.step} "
            f"in {plural(len(levels), 'level')}"
        ),
        columns=(
            Column("Stretch"),
            Column(f"Launches a {breaks.step}", "right"),
            Column("Times the one before", "right"),
        ),
        rows=tuple(
            (
                _sentence_case(period_text(one.first, one.last, breaks.step)),
                count(one.mean),
                f"×{count(one.mean / before.mean, 1)}" if before else "none before",
            )
            for one, before in zip(levels, (None, *levels), strict=False)
        ),
        source=break_source(structure),
        note="Between the lasting breaks, those set strong above.",
    )


def _events_table(structure: LaunchStructure, breaks: Breaks) -> Table:
    urls = structure.study.ledger.sources.set_index("source_id")["url"]
    return Table(
        key="drone_break_events",
        title=f"Events of the ledger within {NEAR_DAYS} days of a break: dates, not causes",
        columns=(Column("Level changed"), Column("Event on"), Column("Event")),
        rows=tuple(
            (
                _sentence_case(break_text(one, breaks.step)),
                date_words(event.date_text),
                Cell(event.event, href=urls[event.source_id]),
            )
            for one, events in zip(breaks.lasting, structure.events, strict=True)
            for event in events
        ),
        note="Whatever list of events is long enough has one near any date.",
    )


def _year_row(year: Period) -> tuple[str, ...]:
    return (
        _year_words(year),
        f"{count(year.attack_days)} of {count(year.days)}",
        percent(year.following),
        count(year.longest_pause),
        f"{count(year.massed_days)} of {count(year.told_days)}",
        percent(year.massed_launches),
        percent(year.busiest),
        "not told" if math.isnan(year.variance_over_mean) else count(year.variance_over_mean),
        f"{count(year.largest[1])}, {_day_of(year.largest[0])}",
    )


def _years_title(years: tuple[Period, ...]) -> str:
    first, last = years[0], years[-1]
    shares = [one.attack_days / one.days for one in (first, last)]
    if first == last:
        return f"Attacks on {percent(shares[0])} of the days of {first.first.year}"
    return (
        f"Attacks on {percent(shares[0])} of the days of {first.first.year} and {percent(shares[1])} of those of "
        f"{last.first.year}"
    )


def _year_words(year: Period) -> str:
    first = "" if (year.first.month, year.first.day) == (1, 1) else f", from {_day_of(year.first)}"
    last = "" if (year.last.month, year.last.day) == (12, 31) else f", to {_day_of(year.last)}"
    return f"{year.first.year}{first}{last}"


def _day_of(date: dt.date) -> str:
    """The day without its year, which the row names."""
    return day(date).rsplit(" ", 1)[0]


def _sentence_case(words: str) -> str:
    return words[0].upper() + words[1:]

"""What the audit's statements and the rows it rests on look like in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from frontledger.analysis.audit.statements import Statement, day_of
from frontledger.analysis.audit.verdicts import ArticleVerdict
from frontledger.analysis.drones.sources import SourceCount, counts_by_source
from frontledger.ledger import Interval, Ledger
from frontledger.present.words.growth import hedged, span_text
from frontledger.present.words.numbers import date_words, day, interval_text, month


def verdict_words(judged: ArticleVerdict) -> str:
    """The verdict, and whether anything in the ledger speaks against a figure that is not contradicted."""
    disputed = judged.disputed and judged.verdict != "contradicted"
    return judged.verdict.capitalize() + (", disputed" if disputed else "")


def figure_words(statement: Statement) -> str:
    """The article's number with its hedge; nothing where it gives none."""
    if statement.figure is None:
        return ""
    if len(statement.stated) == 1:
        return hedged(statement.stated[0], statement.qualifier)
    return interval_text(statement.figure)


def claim_rows(ledger: Ledger, ids: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of these claims, in the order they were said."""
    wanted = set(ids)
    return ledger.claims[ledger.claims["claim_id"].isin(wanted)].to_dict("records")


def stated_words(row: dict[str, Any]) -> str:
    """A claim's number as it was said."""
    unit = "%" if row["unit"] == "percent" else ""
    if row["best"] == row["best"]:
        return hedged(row["best"], row["qualifier"]) + unit
    return (
        "no number"
        if row["lower"] != row["lower"]
        else interval_text(Interval(row["lower"], row["upper"])) + unit
    )


def time_words(start: date | None, end: date | None) -> str:
    """The time a figure is for: whole months by name, else days.

    >>> time_words(date(2025, 1, 1), date(2025, 2, 28)), time_words(None, date(2025, 2, 26))
    ('January to February 2025', '26 February 2025')
    """
    if end is None:
        return f"{day(start)} on" if start else "no stated date"
    if start is None or start == end:
        return day(end)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return month(end) if (start.year, start.month) == (end.year, end.month) else span_text(start, end)
    return f"{day(start)} to {day(end)}"


def claim_time(row: dict[str, Any]) -> str:
    """The time a claim is for: a flow's period, else the day the count holds for, at the precision known."""
    start, end = day_of(row["period_start"]), day_of(row["period_end"])
    return time_words(start, end) if row["form"] == "flow" and end else date_words(row["date_text"])


def measure_names(ledger: Ledger) -> dict[str, str]:
    """What the codebook calls each measure, as it stands inside a sentence."""
    names = zip(ledger.measures["measure"], ledger.measures["name"], strict=True)
    return {measure: name[0].lower() + name[1:] for measure, name in names}


def drone_counts(statement: Statement, ledger: Ledger) -> dict[str, SourceCount]:
    """Every count of the month a statement on drones speaks of, by its series."""
    assert statement.start is not None
    month = statement.start.replace(day=1)
    return {one.series_id: one for one in counts_by_source(ledger) if one.month == month}


def claims_among(ids: Iterable[str], ledger: Ledger) -> tuple[str, ...]:
    """The ids that are claims; the rest name events, offices, drone series or statements."""
    known = frozenset(ledger.claims["claim_id"])
    return tuple(dict.fromkeys(item for item in ids if item in known))


def opposing_bodies(judged: ArticleVerdict, ledger: Ledger) -> list[str]:
    """Who says what cannot be true with the statement: bodies, or the article itself."""
    claims = dict(zip(ledger.claims["claim_id"], ledger.claims["claimant"], strict=True))
    bodies = dict(zip(ledger.claimants["claimant_id"], ledger.claimants["short_name"], strict=True))
    series = dict(
        zip(ledger.drone_series["series_id"], ledger.drone_series["claimant_id"].map(bodies), strict=True)
    )
    names = (claims.get(item) or series.get(item) or "the article itself" for item in judged.opposing)
    return list(dict.fromkeys(names))

"""What an article says, statement by statement, and what a rule of the audit may answer to one.

A statement is a row of `article_claims`. It keeps the article's own dates, hedge and attribution: the rules
ask whether the ledger bears these out, so nothing is mended here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import interval_of

Bearing = Literal["supports", "contradicts", "disputes", "agrees", "notes"]
"""What evidence does to a statement. Only `supports` and `contradicts` decide the verdict. `disputes` is
shown with it, `agrees` says that the article's own figures fit together, `notes` gives context."""


@dataclass(frozen=True)
class Statement:
    """One statement of the article, as the article words, dates and ascribes it.

    `figure` is the interval its hedge makes of the number, None where it gives none; `stated` the numbers
    themselves. `start` and `end` bound the time it speaks of, None where it does not say.
    """

    statement_id: str
    topic: str
    text: str
    measure: str
    form: str
    force: str
    scope: str
    claimant_id: str
    qualifier: str
    stated: tuple[float, ...]
    figure: Interval | None
    start: date | None
    end: date | None
    published: date
    person: str
    office: str
    event_category: str

    @property
    def at(self) -> date:
        """The day a stock or a running total is meant for: the last day stated, or the day of publication."""
        return self.end or self.start or self.published

    @property
    def dated(self) -> bool:
        """Whether the article says when."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True)
class Evidence:
    """What one rule found: what it does to the statement, and the ids of the rows that do it.

    `supporting` and `opposing` are ids of claims, events, offices or drone series; `context` of claims that
    neither bear the figure out nor speak against it. `implied` is a number the rule worked out, `months`
    those in which the figure does occur.
    """

    rule: str
    bearing: Bearing
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    implied: Interval | None = None
    months: tuple[date, ...] = ()


@dataclass(frozen=True)
class Case:
    """What every rule may look at: the ledger, and all the article says."""

    ledger: Ledger
    statements: tuple[Statement, ...]


def open_case(ledger: Ledger) -> Case:
    """The article's statements that the ledger, or the view of it, holds, in the order of their ids."""
    rows = ledger.article_claims.sort_values("article_claim_id").to_dict("records")
    forms = dict(zip(ledger.measures["measure"], ledger.measures["form"], strict=True))
    return Case(ledger, tuple(_statement(row, forms) for row in rows))


def _statement(row: dict[Any, Any], forms: dict[str, str]) -> Statement:
    numbers = {
        name: float("nan") if pd.isna(row[name]) else float(row[name]) for name in ("low", "best", "high")
    }
    published = day_of(row["reported_on"])
    assert published is not None
    return Statement(
        statement_id=row["article_claim_id"],
        topic=row["topic"],
        text=row["statement"],
        measure=text_of(row["measure"]),
        form=forms.get(text_of(row["measure"]), ""),
        force=text_of(row["force"]),
        scope=text_of(row["scope"]),
        claimant_id=text_of(row["claimant_id"]),
        qualifier=text_of(row["qualifier"]) or "exact",
        stated=tuple(number for number in numbers.values() if not pd.isna(number)),
        figure=interval_of(text_of(row["qualifier"]) or "exact", **numbers),
        start=day_of(row["period_start"]),
        end=day_of(row["period_end"]),
        published=published,
        person=text_of(row["person"]),
        office=text_of(row["office"]),
        event_category=text_of(row["event_category"]),
    )


def day_of(value: Any) -> date | None:
    """A cell of a date column as a date, None where it is blank."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def text_of(value: Any) -> str:
    """A cell of a text column, empty where it is blank."""
    return "" if pd.isna(value) else str(value)

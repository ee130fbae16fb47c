"""The rows a verdict was weighed on, whichever table of the ledger they stand in, as rows of one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from frontledger.analysis.audit.records import office_id
from frontledger.analysis.audit.statements import Evidence, Statement, day_of
from frontledger.analysis.audit.verdicts import ArticleVerdict
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell
from frontledger.present.words.audit import (
    claim_rows,
    claim_time,
    drone_counts,
    measure_names,
    stated_words,
    time_words,
)
from frontledger.present.words.growth import hedged
from frontledger.present.words.numbers import NOT_STATED, date_words, day, month

Role = Literal["supporting", "opposing", "context"]

_DOES: dict[str, str] = {
    "supporting": "bears it out",
    "opposing": "speaks against it",
    "context": "decides nothing",
    "killed_share opposing": "implies another killed share",
    "killed_share context": "implies such a killed share",
    "parts_sum supporting": "adds up with it",
    "parts_sum opposing": "does not add up with it",
}
_TONES: dict[str, Literal["good", "strong", "muted"]] = {
    "supporting": "good",
    "opposing": "strong",
    "context": "muted",
}


@dataclass(frozen=True)
class Weighed:
    """A row of the ledger that was weighed; `does` is what it does to the statement, once that is known.

    `row_id` is its id, or what sort of row it is where readers know no id.
    """

    row_id: str
    who: str
    says: str
    time: str
    said_on: str
    where: Cell
    does: Cell | None = None

    @property
    def cells(self) -> tuple[str | Cell, ...]:
        """The row as a table shows it."""
        return (self.row_id, self.does or "", self.who, self.says, self.time, self.said_on, self.where)


def weighed_rows(judged: ArticleVerdict, ledger: Ledger, context: bool) -> tuple[Weighed, ...]:
    """Every row of the evidence with what it does; `context` adds those that decide nothing."""
    found = (
        _as_weighed(row, evidence, role)
        for evidence in judged.evidence
        for role in ("opposing", "supporting", "context")
        if context or role != "context" or evidence.rule == "killed_share"
        for row in _found(judged.statement, evidence, getattr(evidence, role), ledger)
    )
    return tuple(found)


def _as_weighed(row: Weighed, evidence: Evidence, role: str) -> Weighed:
    if evidence.bearing == "contradicts" and role == "opposing":
        does = Cell("contradicts it", tone="bad")
    else:
        does = Cell(_DOES.get(f"{evidence.rule} {role}", _DOES[role]), tone=_TONES[role])
    return replace(row, does=does)


def _found(
    statement: Statement, evidence: Evidence, ids: tuple[str, ...], ledger: Ledger
) -> Iterator[Weighed]:
    if evidence.rule == "drones":
        return _drones(statement, ids, ledger)
    if evidence.rule == "office":
        return _offices(ids, ledger)
    if evidence.rule == "event":
        return _events(ids, ledger)
    return _siblings(ids, ledger) if evidence.rule == "parts_sum" else _claims(ids, ledger)


def _claims(ids: Iterable[str], ledger: Ledger) -> Iterator[Weighed]:
    names = measure_names(ledger)
    for row in claim_rows(ledger, ids):
        flagged = " (flagged)" if row["flag"] else ""
        says = f"{stated_words(row)}, {names[row['measure']]}{flagged}"
        where = Cell(row["publisher"], href=row["url"])
        yield Weighed(row["claim_id"], row["claimant"], says, claim_time(row), day(row["reported_on"]), where)


def _drones(statement: Statement, ids: Iterable[str], ledger: Ledger) -> Iterator[Weighed]:
    given, launches = drone_counts(statement, ledger), ledger.drone_launches
    for name in ids:
        one = given[name]
        month_of = pd.Timestamp(one.month)
        said = launches.loc[(launches["series_id"] == name) & (launches["month"] == month_of), "reported_on"]
        says, where = f"{hedged(one.launched, one.qualifier)}, drones launched", _where(ledger, one.source_id)
        yield Weighed("series", one.name, says, month(one.month), day(said.iloc[0]), where)


def _offices(ids: Iterable[str], ledger: Ledger) -> Iterator[Weighed]:
    wanted = frozenset(ids)
    for row in ledger.offices.to_dict("records"):
        if office_id(row) in wanted:
            time = time_words(row["shown_from"].date(), row["shown_to"].date())
            said, where = _published(ledger, row["source_id"]), _where(ledger, row["source_id"])
            yield Weighed("office", row["person"], row["office"], time, said, where)


def _events(ids: Iterable[str], ledger: Ledger) -> Iterator[Weighed]:
    for row in ledger.events[ledger.events["event_id"].isin(tuple(ids))].to_dict("records"):
        said, where = _published(ledger, row["source_id"]), _where(ledger, row["source_id"])
        time = date_words(row["date_text"])
        yield Weighed(row["event_id"], "event on record", row["event"], time, said, where)


def _siblings(ids: Iterable[str], ledger: Ledger) -> Iterator[Weighed]:
    names, wanted = measure_names(ledger), tuple(ids)
    for row in ledger.article_claims[ledger.article_claims["article_claim_id"].isin(wanted)].to_dict(
        "records"
    ):
        says = f"{hedged(row['best'], row['qualifier'])}, {names[row['measure']]}"
        end, said = day_of(row["period_end"]), day(row["reported_on"])
        time, where = day(end) if end else NOT_STATED, Cell("the article")
        yield Weighed(row["article_claim_id"], "the article itself", says, time, said, where)


def _published(ledger: Ledger, source_id: str) -> str:
    published = day_of(ledger.sources.set_index("source_id").at[source_id, "published_on"])
    return day(published) if published else NOT_STATED


def _where(ledger: Ledger, source_id: str) -> Cell:
    row = ledger.sources.set_index("source_id").loc[source_id]
    return Cell(row["publisher"], href=row["url"])

"""The claims behind a block: the table that lists them and the line that names their sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from frontledger.analysis.once import once
from frontledger.ledger import Ledger
from frontledger.ledger.intervals import Interval
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.words.numbers import (
    NOT_STATED,
    count,
    date_words,
    day,
    interval_text,
    join_names,
    plural,
)

_NAMED = 3
_UNITS = {"people": "", "percent": "%", "none": ""}
_CODE_NOTE = (
    "The code is the Admiralty code: its letter rates the body (A reliable to E unreliable, F unknown), "
    "its figure the claim (1 confirmed to 5 improbable, 6 unknown)."
)


class ClaimNotFoundError(KeyError):
    """An id that is no claim of the ledger, or of the view of it that a report uses."""

    def __str__(self) -> str:
        return str(self.args[0])


def claims_table(ledger: Ledger, ids: Iterable[str]) -> Table:
    """One row per claim, in the order they were made: who, when, what, how many, how good, where.

    ClaimNotFoundError where an id is not in the ledger given, for instance because it was said after its cut.
    """
    rows = _claims(ledger, ids)
    flags = [f"{claim}: {flag}" for claim, flag in zip(rows["claim_id"], rows["flag"], strict=True) if flag]
    return Table(
        key="claims_used",
        title=f"The {plural(len(rows), 'claim')} used",
        columns=(
            Column("Claim"),
            Column("Said on"),
            Column("Who"),
            Column("What"),
            Column("How many"),
            Column("Code"),
            Column("Where"),
        ),
        rows=tuple(_row(row) for row in rows.to_dict("records")),
        note=" ".join([_CODE_NOTE, *flags]),
        claims=tuple(rows["claim_id"]),
    )


def source_line(ledger: Ledger, ids: Iterable[str]) -> str:
    """Whose claims these are and when they were made, as one sentence for under a figure or table.

    Bodies with most claims are named first. ClaimNotFoundError as for `claims_table`.
    """
    rows = _claims(ledger, ids)
    if rows.empty:
        return "No claim had been made by then."
    bodies = rows["claimant"].value_counts(sort=True)
    names = sorted(bodies.index, key=lambda name: (-bodies[name], name))
    first, last = day(rows["reported_on"].min()), day(rows["reported_on"].max())
    when = f"on {first}" if first == last else f"{first} to {last}"
    return f"Claims of {join_names(names, _NAMED)}, reported {when}."


def _claims(ledger: Ledger, ids: Iterable[str]) -> pd.DataFrame:
    wanted, rows = set(ids), _every_claim(ledger)
    unknown = sorted(wanted - set(rows["claim_id"]))
    if unknown:
        raise ClaimNotFoundError(
            f"no claim {', '.join(unknown)} in the ledger as of {day(ledger.as_of)}; use ids of its claims"
        )
    return rows[rows["claim_id"].isin(wanted)]


@once
def _every_claim(ledger: Ledger) -> pd.DataFrame:
    """All claims with the names of what they count, of whom and where, in the order they were made."""
    names = ledger.measures[["measure", "name", "main_force"]].rename(columns={"name": "measure_name"})
    forces = ledger.forces[["force", "name"]].rename(columns={"name": "force_name"})
    places = ledger.scopes[["scope", "name"]].rename(columns={"name": "place"})
    rows = ledger.claims.merge(names, on="measure", how="left").merge(places, on="scope", how="left")
    rows = rows.merge(forces, on="force", how="left")
    return rows.sort_values(["reported_on", "claim_id"], kind="stable")


def _row(row: dict[str, Any]) -> tuple[str | Cell, ...]:
    return (
        row["claim_id"],
        day(row["reported_on"]),
        row["claimant"] if row["spokesman"] in row["claimant"] else f"{row['claimant']}, {row['spokesman']}",
        _what(row),
        _how_many(row),
        f"{row['reliability']}{row['credibility']}",
        Cell(row["publisher"], href=row["url"]),
    )


def _what(row: dict[str, Any]) -> str:
    when = f"as of {date_words(row['date_text'])}" if row["form"] in ("cumulative", "stock") else ""
    place = row["scope_detail"] or (row["place"] if row["scope"] != "war" else "")
    place = "" if place in row["measure_name"] else place
    force = row["force_name"] if row["force"] != row["main_force"] else ""
    kind = row["kind"] if row["kind"] != "estimate" else ""
    aside = "set aside" if row["set_aside"] else ""
    return ", ".join(word for word in (row["measure_name"], force, place, when, kind, aside) if word)


def _how_many(row: dict[str, Any]) -> str:
    """The number as it was said, and what it is taken to mean where the words alone do not say."""
    if pd.isna(row["lower"]):
        return "no number" if row["form"] == "event" else NOT_STATED
    bounds = interval_text(Interval(row["lower"], row["upper"]))
    unit = _UNITS.get(row["unit"], f" {row['unit']}")
    if row["qualifier"] == "more_than":
        return f"more than {count(row['best'])}{unit}"
    if row["qualifier"] in ("about", "nearly") and not pd.isna(row["best"]):
        return f"{row['qualifier']} {count(row['best'])}{unit} ({bounds})"
    return f"{bounds}{unit}"

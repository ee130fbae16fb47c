"""The brief's tables: the key figures, and the headline of each subject."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.brief import KeyFigure
from frontledger.analysis.drones.series import main_series
from frontledger.analysis.drones.sources import MonthSpread
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Cell, Column, Finding, Note, Table
from frontledger.present.words.audit import claim_rows, claim_time, stated_words
from frontledger.present.words.counts import short_name
from frontledger.present.words.growth import hedged
from frontledger.present.words.numbers import count, day, interval_text, month, plural

Row = tuple[str | Cell, ...]


def key_figures_table(
    figures: Sequence[KeyFigure], drones: MonthSpread | None, ledger: Ledger
) -> Table | Note:
    """The newest claim of each key figure, its interval, how many bodies have counted, what excludes it."""
    rows = [_row(one, ledger) for one in figures] + ([_drone_row(drones, ledger)] if drones else [])
    if not rows:
        return Note("key_figures", f"By {day(ledger.as_of)} no claim used here gave any of the key figures.")
    claims = tuple(claim.claim_id for one in figures for claim in (one.newest, *one.excluded))
    lone, clashing = sum(one.bodies == 1 for one in figures), sum(bool(one.excluded) for one in figures)
    return Table(
        key="key_figures",
        title=f"The newest claims: {count(len(figures) - lone)} of {plural(len(figures), 'running total')} "
        f"counted by more than one body, {count(clashing) if clashing else 'none'} in conflict with another claim",
        columns=(
            Column("Figure"),
            Column("Newest claim", "right"),
            Column("Interval", "right"),
            Column("Whose"),
            Column("As of"),
            Column("Bodies", "right"),
            Column("Cannot be true together with"),
        ),
        rows=tuple(rows),
        note="Interval: what the wording allows; drones: lowest to highest count. Bodies: all that counted.",
        claims=claims,
    )


def headlines_table(headlines: Sequence[tuple[str, Finding | Note]]) -> Table:
    """The headline of each subject; the claims behind it are listed in that subject's own report."""
    return Table(
        key="headlines",
        title="What each report finds",
        columns=(Column("Report"), Column("In short"), Column("Doubt")),
        rows=tuple((Cell(subject, tone="strong"), *_in_short(found)) for subject, found in headlines),
    )


def _row(figure: KeyFigure, ledger: Ledger) -> Row:
    names = dict(zip(ledger.measures["measure"], ledger.measures["name"], strict=True))
    newest = claim_rows(ledger, [figure.newest.claim_id])[0]
    excluded = claim_rows(ledger, [claim.claim_id for claim in figure.excluded])
    told = (
        f"{stated_words(row)} ({short_name(row['claimant'])}, {claim_time(row)}{_flag(row['flag'])})"
        for row in excluded
    )
    return (
        names[figure.measure],
        Cell(stated_words(newest), tone="strong"),
        interval_text(figure.newest.interval),
        short_name(newest["claimant"]),
        claim_time(newest),
        count(figure.bodies),
        "; ".join(told) or "none",
    )


def _flag(reason: str) -> str:
    return ", flagged" if reason else ""


def _drone_row(spread: MonthSpread, ledger: Ledger) -> Row:
    """The main series' count of the month, and those of others that it does not meet."""
    names = ledger.claimants.set_index("claimant_id")["short_name"]
    main = next(one for one in spread.counts if one.series_id == main_series(ledger))
    others = [one for one in spread.counts if one.basis == "published" and one != main]
    stated = [one.launched for one in (main, *others) if not one.bound]
    unlike = [one for one in others if not one.interval.overlaps(main.interval)]
    told = "; ".join(f"{hedged(one.launched, one.qualifier)} ({one.name})" for one in unlike)
    return (
        "Drones, in one month",
        Cell(count(main.launched), tone="strong"),
        interval_text(Interval(min(stated), max(stated))),
        short_name(names[main.claimant_id]),
        month(spread.month),
        count(len({one.claimant_id for one in (main, *others)})),
        told or "none",
    )


def _in_short(found: Finding | Note) -> tuple[str, str]:
    """The finding, and the first sentence of its doubt."""
    if isinstance(found, Note):
        return found.text, ""
    first, _, _ = found.doubt.partition(". ")
    return found.sentence, first if first.endswith(".") or not first else f"{first}."

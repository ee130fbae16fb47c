"""Key figures for one page: the newest word on each, who else has counted, and what excludes it."""

from __future__ import annotations

from dataclasses import dataclass

from frontledger.analysis.audit.comparison import rules_out
from frontledger.analysis.audit.statements import Statement
from frontledger.analysis.claim_counts import Count, counts
from frontledger.analysis.drones.series import main_series
from frontledger.analysis.drones.sources import MonthSpread, counts_by_source, spread_by_month
from frontledger.ledger import Ledger

KEY_MEASURES = (
    "sent",
    "casualties",
    "killed",
    "returned_home",
    "containers",
    "long_range_artillery",
    "ballistic_missiles_delivered",
)
"""The running totals a reader asks for first."""


@dataclass(frozen=True)
class KeyFigure:
    """The newest claim of a running total: for the latest day, and of those for one day the last said.

    `bodies` counts those who ever gave a number; `excluded` are claims of other bodies that cannot be true
    together with the newest, a running total never falling (see `audit_comparison`).
    """

    measure: str
    newest: Count
    bodies: int
    excluded: tuple[Count, ...]


def key_figures(ledger: Ledger) -> tuple[KeyFigure, ...]:
    """The key figures on which the ledger holds a claim, in the order of `KEY_MEASURES`."""
    known = set(ledger.measures["measure"])
    found = (_key_figure(measure, ledger) for measure in KEY_MEASURES if measure in known)
    return tuple(figure for figure in found if figure)


def newest_month(ledger: Ledger) -> MonthSpread | None:
    """Every count of drones for the last complete month of the main series; None where it holds no month."""
    counts = counts_by_source(ledger)
    main = main_series(ledger) if len(ledger.drone_series) else ""
    months = [one.month for one in counts if one.series_id == main]
    return spread_by_month(counts, (max(months),))[0] if months else None


def _key_figure(measure: str, ledger: Ledger) -> KeyFigure | None:
    claims = counts(ledger, measure)
    if not claims:
        return None
    newest = max(claims, key=lambda claim: claim.rank)
    said = _as_statement(newest)
    others = [claim for claim in claims if claim.claimant_id != newest.claimant_id]
    excluded = tuple(claim for claim in others if rules_out(said, claim, ledger))
    return KeyFigure(measure, newest, len({claim.claimant_id for claim in claims}), excluded)


def _as_statement(claim: Count) -> Statement:
    """The claim as something that other claims may be set against."""
    return Statement(
        statement_id=claim.claim_id,
        topic="",
        text="",
        measure=claim.measure,
        form=claim.form,
        force=claim.force,
        scope=claim.scope,
        claimant_id=claim.claimant_id,
        qualifier=claim.qualifier,
        stated=() if claim.best is None else (claim.best,),
        figure=claim.interval,
        start=claim.start,
        end=claim.as_of,
        published=claim.said,
        person="",
        office="",
        event_category="",
    )

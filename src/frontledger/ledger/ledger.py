"""The ledger: claims and what they rest on, cut at a date where asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from frontledger.ledger.daily.imported import DroneImport
from frontledger.ledger.daily.views import IMPORTED, known_import
from frontledger.ledger.faults import UnknownClaimantError, UnknownNameError
from frontledger.ledger.tables import TABLES
from frontledger.ledger.tables.claims import CLAIM_KINDS
from frontledger.ledger.views import known_by, newest_report, resting


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """A checked ledger, or a view of one. Tables are frames; see docs/data-dictionary.md for their columns.

    Beside its own columns the claims frame has `lower` and `upper` (the interval stated, in the measure's
    unit; NaN without a number), `date_text`, `claimant`, `country`, `belligerent`, `reliability`,
    `publisher`, `url`, `unit`, `form`, `set_aside` and `flag`. `cut` is the date of a view, None for the
    whole ledger. `drone_daily`, `drone_weekly` and `drone_monthly` hold the daily table a user imported
    (docs/daily-table.md) and `drone_import` where it came from; without one they are empty and None.
    """

    folder: Path
    title: str
    table_hashes: dict[str, str]
    claims: pd.DataFrame
    claimants: pd.DataFrame
    sources: pd.DataFrame
    measures: pd.DataFrame
    scopes: pd.DataFrame
    forces: pd.DataFrame
    identities: pd.DataFrame
    drone_series: pd.DataFrame
    drone_launches: pd.DataFrame
    drone_figures: pd.DataFrame
    reference_ratios: pd.DataFrame
    events: pd.DataFrame
    offices: pd.DataFrame
    article_claims: pd.DataFrame
    corrections: pd.DataFrame
    drone_daily: pd.DataFrame
    drone_weekly: pd.DataFrame
    drone_monthly: pd.DataFrame
    drone_import: DroneImport | None = None
    cut: date | None = None
    claimant_ids: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        return f"Ledger({self.title!r}, as of {self.as_of}, {len(self.claims)} claims)"

    @property
    def as_of(self) -> date:
        """The date of the cut, or of the newest report in the whole ledger, imported days included."""
        if self.cut is not None:
            return self.cut
        newest = newest_report(self.tables)
        return max(newest, self.drone_import.last_day) if self.drone_import else newest

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {name: getattr(self, name) for name in TABLES}

    def view(self, as_of: date | None = None, claimants: Sequence[str] = ()) -> Ledger:
        """The ledger at the end of the day `as_of`, with the claims of `claimants` only; () means all.

        What was reported, happened or was published later is left out (see `views.known_by`); a view of a
        view never shows more than that view. Corrections are our editing, so those of rows that stay apply,
        whenever they were decided. Raises UnknownClaimantError.
        """
        known = self.claimant_ids or tuple(self.claimants["claimant_id"])
        for name in claimants:
            if name not in known:
                raise UnknownClaimantError("claimant", name, known)
        tables, cut, wanted = self.tables, self.cut, self.claimant_ids
        imported = {name: getattr(self, name) for name in IMPORTED}
        if as_of is not None:
            cut = min(as_of, self.cut or as_of)
            tables = known_by(tables, cut)
            imported = known_import(imported, cut)
        if claimants:
            wanted = tuple(sorted(set(claimants)))
            tables["claims"] = tables["claims"][tables["claims"]["claimant_id"].isin(wanted)].reset_index(
                drop=True
            )
        return replace(self, **resting(tables), **imported, cut=cut, claimant_ids=wanted)

    def select(
        self,
        measure: str,
        *,
        kind: str = "estimate",
        force: str | None = None,
        scope: str | None = None,
        echoes: bool = False,
    ) -> pd.DataFrame:
        """Claims of one measure and kind, by reported_on and claim_id; the only way analysis reads claims.

        `force` is the measure's main force unless given, `scope` any or exactly the one given. Echoes are
        left out unless asked for, claims set aside always, claims without a number unless the measure is of
        events. Raises UnknownNameError.
        """
        rules = self.measures.set_index("measure")
        self._know("measure", measure, rules.index)
        self._know("kind", kind, CLAIM_KINDS)
        force = force or str(rules.at[measure, "main_force"])
        self._know("force", force, self.forces["force"])
        claims = self.claims
        wanted = (claims["measure"] == measure) & (claims["kind"] == kind) & (claims["force"] == force)
        wanted &= ~claims["set_aside"]
        if scope is not None:
            self._know("scope", scope, self.scopes["scope"])
            wanted &= claims["scope"] == scope
        if not echoes:
            wanted &= claims["echo_of"] == ""
        if rules.at[measure, "form"] != "event":
            wanted &= claims["lower"].notna()
        return claims[wanted].reset_index(drop=True)

    def _know(self, what: str, name: str, known: Iterable[str]) -> None:
        if name not in (names := tuple(known)):
            raise UnknownNameError(what, name, names)

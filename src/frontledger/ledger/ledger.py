"""The ledger: claims and what they rest on, cut at a date where asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from frontledger.ledger.daily.imported import DroneImport
from frontledger.ledger.daily.views import IMPORTED, known_import
from frontledger.ledger.faults import (
    Fault,
    LedgerError,
    UndeclaredTableError,
    UnknownClaimantError,
    UnknownNameError,
)
from frontledger.ledger.tables import TABLES
from frontledger.ledger.tables.claims import CLAIM_KINDS
from frontledger.ledger.views import SAID, known_by, newest_report, resting

IMPORT = "imported"
"""The name under which a reader declares all that comes from an imported daily table."""

_DECLARED_AS = {name: name for name in TABLES} | dict.fromkeys(IMPORTED, IMPORT)
READABLE = frozenset(_DECLARED_AS.values())
"""What a reader of a ledger can declare."""


class _Said(NamedTuple):
    """What `select` asks of a claim, and the place of its row."""

    place: int
    scope: str
    is_echo: bool
    has_number: bool


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """A checked ledger, or a view of one. Tables are frames; see docs/data-dictionary.md for their columns.

    Beside its own columns the claims frame has `lower` and `upper` (the interval stated, in the measure's
    unit; NaN without a number), `date_text`, `claimant`, `country`, `belligerent`, `reliability`,
    `publisher`, `url`, `unit`, `form`, `set_aside` and `flag`. `cut` is the date of a view, None for the
    whole ledger. `drone_daily`, `drone_weekly` and `drone_monthly` hold the daily table a user imported
    (docs/daily-table.md) and `drone_import` where it came from; without one they are empty and None.
    `reads` are the tables that `reader` declared, None for all, and `newest` the last day in them (see `only`).
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
    reads: frozenset[str] | None = None
    reader: str = ""
    newest: date | None = None

    def __getattribute__(self, name: str) -> Any:
        if name in _DECLARED_AS and not self._may_read(name):
            raise UndeclaredTableError(self.reader, _DECLARED_AS[name])
        return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        upto = f"as of {self.cut}" if self.cut else "whole"
        return f"Ledger({self.title!r}, {upto}, {len(self._part('claims'))} claims)"

    @property
    def as_of(self) -> date:
        """The date of the cut, or of the newest report in the tables that may be read, imported days included."""
        if self.cut is not None:
            return self.cut
        return self.newest or max(_days_said(self._parts(_DECLARED_AS)))

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table that may be read, by name."""
        return self._parts(name for name in TABLES if self._may_read(name))

    def only(self, reads: Iterable[str], reader: str) -> Ledger:
        """The ledger for a reader that declares what it reads, by names of `READABLE`.

        The other tables are empty in every view of it, and asking for one raises UndeclaredTableError, so that
        nothing can depend on them. The corrections are among what is read where one is of a table that is. Raises
        LedgerError where nothing was said in what is read.
        """
        reads = frozenset(reads)
        if reads & set(self.corrections["target_table"]):
            reads |= {"corrections"}
        left_out = {name for name, declared in _DECLARED_AS.items() if declared not in reads}
        empty = {name: None if name == "drone_import" else self._part(name).head(0) for name in left_out}
        hashes = {file: digest for file, digest in self.table_hashes.items() if _declared(file) in reads}
        parts = {**self._parts(_DECLARED_AS), **empty}
        said = _days_said(parts)
        if not said:
            names = ", ".join(sorted(reads))
            fault = f"nothing was said in the tables that {reader} reads ({names})"
            raise LedgerError([Fault(str(self.folder), 0, "", fault, "add a row, or leave the report out")])
        return replace(self, **parts, table_hashes=hashes, reads=reads, reader=reader, newest=max(said))

    def view(self, as_of: date | None = None, claimants: Sequence[str] = ()) -> Ledger:
        """The ledger at the end of the day `as_of`, with the claims of `claimants` only; () means all.

        What was reported, happened or was published later is left out (see `views.known_by`); a view of a
        view never shows more than that view. Corrections are our editing, so those of rows that stay apply,
        whenever they were decided. Raises UnknownClaimantError.
        """
        known = self.claimant_ids or tuple(self._part("claimants")["claimant_id"])
        for name in claimants:
            if name not in known:
                raise UnknownClaimantError("claimant", name, known)
        tables, cut, wanted = self._parts(TABLES), self.cut, self.claimant_ids
        imported = self._parts(IMPORTED)
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
        self._know("measure", measure, self._rules)
        self._know("kind", kind, CLAIM_KINDS)
        main_force, form = self._rules[measure]
        force = force or main_force
        self._know("force", force, self.forces["force"])
        if scope is not None:
            self._know("scope", scope, self.scopes["scope"])
        wanted = [
            one.place
            for one in self._said.get((measure, kind, force), ())
            if (scope is None or one.scope == scope)
            and (echoes or not one.is_echo)
            and (form == "event" or one.has_number)
        ]
        return self.claims.take(np.array(wanted, dtype=np.intp)).reset_index(drop=True)

    @cached_property
    def _rules(self) -> dict[str, tuple[str, str]]:
        """The main force and the form of each measure."""
        columns = (self.measures[name] for name in ("measure", "main_force", "form"))
        return {measure: (force, form) for measure, force, form in zip(*columns, strict=True)}

    @cached_property
    def _said(self) -> dict[tuple[str, str, str], list[_Said]]:
        """The claims that are not set aside by measure, kind and force, in their order."""
        claims = self.claims
        keys = zip(claims["measure"], claims["kind"], claims["force"], strict=True)
        rest = zip(claims["scope"], claims["echo_of"] != "", claims["lower"].notna(), strict=True)
        said: dict[tuple[str, str, str], list[_Said]] = {}
        for place, (key, one, aside) in enumerate(zip(keys, rest, claims["set_aside"], strict=True)):
            if not aside:
                said.setdefault(key, []).append(_Said(place, *one))
        return said

    def _may_read(self, name: str) -> bool:
        return self.reads is None or _DECLARED_AS[name] in self.reads

    def _part(self, name: str) -> Any:
        """A table whether it may be read or not; one that may not is empty."""
        return object.__getattribute__(self, name)

    def _parts(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: self._part(name) for name in names}

    def _know(self, what: str, name: str, known: Iterable[str]) -> None:
        if name not in (names := tuple(known)):
            raise UnknownNameError(what, name, names)


def _days_said(parts: Mapping[str, Any]) -> list[date]:
    """The last day of the tables, where anything was said in them, and of what was imported."""
    tables = {name: parts[name] for name in SAID}
    days = [newest_report(tables)] if any(map(len, tables.values())) else []
    return days + ([parts["drone_import"].last_day] if parts["drone_import"] else [])


def _declared(file: str) -> str:
    """Under which name the reader of a file declares it."""
    return IMPORT if "/" in file else file.removesuffix(".csv")

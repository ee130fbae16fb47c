"""What a notebook's first cells call: check the parameters, open the ledger, gather the claims at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from IPython.display import display

from frontledger.ledger import Ledger, LedgerError, UnknownClaimantError, load
from frontledger.notebook.meant import meant_by, refuse_missing
from frontledger.notebook.parameters import Common, DroneForecast, DroneGrowth, check, entry
from frontledger.notebook.project import ledger_folder
from frontledger.notebook.refusal import ParameterError, instead
from frontledger.present.blocks import Block, Note, Table
from frontledger.present.claims import claims_table


class CannotBeginError(Exception):
    """A notebook's parameters or its ledger cannot be used; only the message is shown."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


@dataclass(frozen=True)
class Report:
    """An opened report: its name, its checked parameters, and the ledger cut to them."""

    name: str
    parameters: Any
    ledger: Ledger

    def claims_used(self, *blocks: Block) -> Table:
        """The claims behind the given blocks, each once: who, when, what, how far trusted, where."""
        named = (claim for block in blocks if not isinstance(block, Note) for claim in block.claims)
        return claims_table(self.ledger, tuple(dict.fromkeys(named)))


def begin(name: str, **values: Any) -> Report:
    """Check a notebook's parameters and open its ledger as they say.

    `report.parameters` holds the checked values: a day is a `date`, or None for the latest; a month is the
    date of its first day. The ledger gives the tables the notebook declared and no other; a fault in any of them
    counts all the same. Raises CannotBeginError with every fault of the parameters or of the ledger.
    """
    try:
        parameters = check(name, values, meant_by(values))
        refuse_missing(parameters.ledger)
        opened = load(ledger_folder(parameters.ledger)).only(entry(name).reads, name)
        return Report(name, parameters, cut(name, parameters, opened))
    except (ParameterError, LedgerError) as error:
        raise CannotBeginError(str(error)) from None


def cut(name: str, parameters: Common, ledger: Ledger) -> Ledger:
    """The ledger as the parameters want it; ParameterError where they name what it does not hold."""
    if isinstance(parameters, DroneForecast | DroneGrowth):
        _refuse_unknown_series(name, parameters.series, tuple(ledger.drone_series["series_id"]))
    try:
        return ledger.view(as_of=parameters.as_of, claimants=parameters.claimants)
    except UnknownClaimantError as error:
        raise ParameterError((f"{name}: claimants: {error}",)) from None


def _refuse_unknown_series(name: str, series: str, known: tuple[str, ...]) -> None:
    if not known:
        raise ParameterError((f"{name}: series: the ledger holds no series of drones; give another ledger",))
    if series and series not in known:
        raise ParameterError((f"{name}: series: no such series as {series!r}{instead(series, known)}",))


def show(*blocks: Block) -> None:
    """Show several blocks from one cell, in order."""
    display(*blocks)

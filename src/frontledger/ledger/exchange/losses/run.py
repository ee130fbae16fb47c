"""The import of losses from end to end: read, judge, build a ledger, check it whole, put it in place with a plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from frontledger.ledger.exchange.folders import new_ledger, refuse_taken
from frontledger.ledger.exchange.losses.addresses import plain_words
from frontledger.ledger.exchange.losses.building import ledger_rows
from frontledger.ledger.exchange.losses.located import located
from frontledger.ledger.exchange.losses.plan import PLAN_FILE, plan_text
from frontledger.ledger.exchange.losses.reading import Reading, read_losses
from frontledger.ledger.exchange.losses.told import REPORT_FILE, report_lines
from frontledger.ledger.exchange.plain import pages_of
from frontledger.ledger.faults import LedgerError
from frontledger.ledger.folders import default_folder


@dataclass(frozen=True)
class LossesImported:
    """A ledger made of a table of losses: its folder, what was read, and what is told of it, line by line."""

    folder: Path
    reading: Reading
    lines: tuple[str, ...]


def import_losses(path: Path, folder: Path) -> LossesImported:
    """Make a ledger in `folder`, which must not hold one, of the table of losses at `path`.

    Beside the ledger's tables are written a plan of six reports and the report of the import. Raises LedgerError
    where the file or the folder is refused, in terms of the file's own rows, TableNotWrittenError where nothing
    can be written.
    """
    refuse_taken(folder)
    reading = read_losses(pages_of(path))
    name = plain_words(path.name)
    rows = ledger_rows(reading.rows, name, default_folder())
    kept = report_lines(reading, rows, most=None)
    title = f"Losses of the war in Ukraine, from {name}"
    beside = {
        PLAN_FILE: plan_text(folder, title, reading.rows),
        REPORT_FILE: "\n".join([f"# What was read from {name}", "", *(f"- {line}" for line in kept), ""]),
    }
    # a path may hold bytes that are no text
    sound = {file: text.encode("utf-8", "replace").decode() for file, text in beside.items()}
    try:
        new_ledger(folder, rows, {"title": title}, sound)
    except LedgerError as error:
        raise located(error, reading, rows) from None
    return LossesImported(folder, reading, tuple(report_lines(reading, rows)))

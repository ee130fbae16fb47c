"""Tables of arms: content against capacity, readings of a count of pieces, and what else was counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frontledger.analysis.arms.rounds import Calibre, Fill
from frontledger.analysis.arms.transfers import Missiles, Reading
from frontledger.analysis.claim_counts import Count
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.arms import IF_ALL, large, said, share_text, who_when, who_window
from frontledger.present.words.numbers import day, interval_text, plural

READ_AS = {"together": "guns and launchers together", "guns": "guns alone", "launchers": "launchers alone"}


def fills_table(found: tuple[Fill, ...], calibre: Calibre, ledger: Ledger) -> Table | Note:
    """Each count of rounds that came, beside the capacity nearest in time."""
    if not found:
        words = (
            f"By {day(ledger.as_of)} no count of rounds delivered stood near a capacity {IF_ALL[calibre]}."
        )
        return Note("fills", words)
    ids = tuple(dict.fromkeys(claim for one in found for claim in one.claims))
    return Table(
        key="fills",
        title=f"Rounds said to have come, against what containers could hold {IF_ALL[calibre]}",
        columns=(
            Column("Came, whose count"),
            Column("Rounds that came", "right"),
            Column("Could hold, whose count"),
            Column("Rounds they could hold", "right"),
            Column("Share", "right"),
        ),
        rows=tuple(
            (
                who_when(one.content),
                said(one.content),
                who_when(one.capacity),
                said(one.capacity),
                share_text(one.share),
            )
            for one in found
        ),
        source=source_line(ledger, ids),
        note=(
            "The share is of the number named as capacity, also where that is a floor (“more than”) or a "
            "ceiling (“up to”). Well above 100% a count or the calibre assumed must be wrong. A date known "
            "only to the month stands on its last day."
        ),
        claims=ids,
    )


def readings_table(found: tuple[Reading, ...], ledger: Ledger) -> Table | Note:
    """What the newest count of pieces implies, read as both, as guns alone and as launchers alone."""
    if not found:
        words = f"By {day(ledger.as_of)} too few counts stood to test how the newest one is to be read."
        return Note("readings", words)
    number, before = found[0].number, found[0].before
    ids = tuple(dict.fromkeys(claim for one in found for claim in one.claims))
    return Table(
        key="readings",
        title=f"What {said(number)} pieces imply, by what the number is taken to count",
        columns=(
            Column("Read as"),
            Column("Other part, whose count"),
            Column("Both together", "right"),
            Column(f"Added since {who_when(before)}", "right"),
        ),
        rows=tuple(
            (
                READ_AS[one.counted],
                "none needed" if one.other is None else f"{said(one.other)} ({who_when(one.other)})",
                interval_text(one.total),
                Cell(interval_text(one.rise), tone="good" if one.rise.lower <= 0 else "bad"),
            )
            for one in found
        ),
        source=source_line(ledger, ids),
        note=(
            f"{said(before)} pieces of both sorts had been counted {plural(found[0].days, 'day')} earlier. "
            "A reading that needs none added is the easier to believe; the others are not thereby disproved."
        ),
        claims=ids,
    )


def investigated_table(found: Missiles, ledger: Ledger) -> Table | Note:
    """Attacks, single strikes and what investigators said of the missiles they examined."""
    rows = [
        *((one, "attacks so far") for one in found.attacks),
        *((one, "missiles in one strike") for one in found.fired_in_period),
        *((one, "missiles examined") for one in found.examined),
        *((one, "missiles judged accurate") for one in found.accurate),
        *((one, "percent that failed in flight") for one in found.failed_percent),
    ]
    if not rows:
        return Note("investigated", f"By {day(ledger.as_of)} no claim used here told of single missiles.")
    return _counted("investigated", "Attacks, and what investigators found", rows, ledger)


def others_table(delivered: tuple[Count, ...], returned: tuple[Count, ...], ledger: Ledger) -> Table | Note:
    """What else was counted: voyages, shares, values, and what went the other way."""
    measures = ledger.measures.set_index("measure")
    suppliers = dict(zip(ledger.forces["force"], ledger.forces["name"], strict=True))
    back = ((one, f" ({suppliers[one.force]})") for one in returned)
    found = [*((one, "") for one in delivered), *back]
    if not found:
        return Note("others", f"By {day(ledger.as_of)} no claim used here counted anything else.")
    rows = [(one, _what(measures.loc[one.measure], way)) for one, way in found]
    return _counted("others", "What else was counted, each by a method of its own", rows, ledger)


def _counted(key: str, title: str, rows: Iterable[tuple[Count, str]], ledger: Ledger) -> Table:
    listed = list(rows)
    ids = tuple(one.claim_id for one, _ in listed)
    return Table(
        key=key,
        title=title,
        columns=(Column("What"), Column("Whose count, for when"), Column("How many", "right")),
        rows=tuple((what, _when(one), _amount(one)) for one, what in listed),
        source=source_line(ledger, ids),
        claims=ids,
    )


def _what(measure: Any, way: str) -> str:
    name, unit = str(measure["name"]), str(measure["unit"])
    return f"{name}{way}" if unit in name.lower() else f"{name}{way}, {unit}"


def _when(one: Count) -> str:
    return who_window(one) if one.form == "flow" else who_when(one)


def _amount(one: Count) -> str:
    if one.best is None:
        return f"{large(one.interval.lower)} to {large(one.interval.upper)}"
    return said(one)

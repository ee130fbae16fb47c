"""What an import says to the person who ran it: every row accounted for, and what to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from frontledger.ledger.daily.comparing import Difference
from frontledger.ledger.daily.rows import SetAside
from frontledger.ledger.daily.rules import REMARKS, SET_ASIDE, SPOILS
from frontledger.ledger.daily.run import ImportReport

_MOST_LINES = 5
_MOST_MONTHS = 12
_CHANGED = "  launches were deleted, added or changed in one of the two; the reports will name these months"


def report_text(report: ImportReport) -> str:
    """The report of an import, one statement a line."""
    done, reading = report.provenance, report.reading
    return "\n".join(
        [
            f"{done.file_name}: {done.rows_in:,} rows in = {done.rows_used:,} counted "
            f"+ {len(reading.aside):,} set aside; {len(reading.header.names)} columns",
            *_aside(reading.aside),
            *_remarked(reading.remarked),
            *(
                [f"  {report.overlaps:,} windows of Shaheds overlap the one before"]
                if report.overlaps
                else []
            ),
            *(f"  {remark}" for remark in reading.remarks),
            f"windows of Shaheds end from {done.first_day} to {done.last_day}: "
            f"{report.months:,} complete and known months",
            *_differences("the ledger's own monthly counts", report.bundled, told=True),
            *_replaced(report),
            f"written: {report.folder} ({done.licence})",
        ]
    )


def _aside(aside: Sequence[SetAside]) -> list[str]:
    by_reason: dict[str, list[SetAside]] = defaultdict(list)
    for row in aside:
        by_reason[row.reason].append(row)
    told = []
    for reason in SET_ASIDE:
        if rows := sorted(by_reason[reason], key=lambda row: row.line):
            launched = sum(row.launched or 0 for row in rows)
            counted = f", {launched:,} launched" if launched else ""
            told.append(f"  {len(rows):,} {reason}{counted}: {SET_ASIDE[reason]}; {_lines(rows)}")
    days = sorted({day for row in aside for day in row.days if row.reason in SPOILS})
    if days:
        told.append(
            f"  unknown by these: {len(days):,} days from {days[0]} to {days[-1]}, "
            "and every week and month that holds one of them"
        )
    return told


def _lines(rows: Sequence[SetAside]) -> str:
    shown = [f"{row.line} ({row.detail[:60]})" if row.detail else str(row.line) for row in rows[:_MOST_LINES]]
    more = f" and {len(rows) - _MOST_LINES:,} more" if len(rows) > _MOST_LINES else ""
    return f"line{'s' if len(rows) > 1 else ''} {', '.join(shown)}{more}"


def _remarked(remarked: dict[str, list[int]]) -> list[str]:
    told = []
    for remark, said in REMARKS.items():
        if lines := sorted(remarked.get(remark, [])):
            shown = ", ".join(map(str, lines[:_MOST_LINES]))
            more = f" and {len(lines) - _MOST_LINES:,} more" if len(lines) > _MOST_LINES else ""
            told.append(f"  remarked on {len(lines):,} {remark}: {said}; line {shown}{more}")
    return told


def _differences(known: str, differences: Sequence[Difference], *, told: bool = False) -> list[str]:
    if not differences:
        return [f"no month differs from {known}"]
    months = [
        f"  {one.month:%Y-%m}: {_count(one.before)} before, {_count(one.now)} now"
        for one in differences[:_MOST_MONTHS]
    ]
    more = len(differences) - _MOST_MONTHS
    return [
        f"CAUTION: {len(differences)} month{'s differ' if len(differences) > 1 else ' differs'} from {known}:",
        *months,
        *([f"  and {more} more"] if more > 0 else []),
        *([_CHANGED] if told else []),
    ]


def _replaced(report: ImportReport) -> list[str]:
    if report.replaced is None:
        return []
    before = report.replaced
    said = f"in place of {before.file_name}, which ran to {before.last_day}"
    if before.last_day > report.provenance.last_day:
        said = f"CAUTION: {said}, later than this file"
    return [said, *_differences("that import", report.changed)]


def _count(count: int | None) -> str:
    return "not complete" if count is None else f"{count:,}"

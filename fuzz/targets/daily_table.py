"""The reader of a user's daily drone table: the bytes are the file."""

from frontledger.ledger import LedgerError
from frontledger.ledger.daily.reading import read_table
from frontledger.ledger.daily.tidy import daily_table, monthly_table, weekly_table

FEW = 400
"""Days a table may span here; its sums take their time, and a longer one shows no more."""


def one(data: bytes) -> None:
    """Read the table; a refusal names the file, every row is accounted for, every sum is one of counts."""
    try:
        reading = read_table("daily.csv", data)
    except LedgerError as error:
        for fault in error.faults:
            assert str(fault).startswith("daily.csv") and fault.remedy and str(fault).isprintable(), fault
        return
    lines = [row.line for row in (*reading.rows, *reading.aside)]
    assert len(set(lines)) == len(lines) == reading.rows_in
    first, last = reading.span
    if (last - first).days < FEW:
        daily = daily_table(reading.rows, reading.aside, first, last)
        for sums in (weekly_table(daily, first, last), monthly_table(daily, first, last)):
            known = sums[sums["complete"]]
            assert (known["launched"] >= 0).all() and known["launched"].notna().all()

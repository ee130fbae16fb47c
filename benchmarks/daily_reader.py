"""Time of an import of the daily table at 1, 10 and 100 times its rows.

    .venv/bin/python benchmarks/daily_reader.py [FILE]

FILE is a copy of missile_attacks_daily.csv. Its rows are repeated with dates moved on by the length of the
table, so that no repeat is a repeated row. Printed: rows, seconds, and seconds a row against the first line.
"""

import csv
import io
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from frontledger.ledger import default_folder
from frontledger.ledger.daily import import_drones

ROOT = Path(__file__).resolve().parents[1]
NEWEST = ROOT.parent / "shared" / "published" / "missile_attacks_daily_to_2026-05-17.csv"
TIMES = (1, 10, 100)


def repeated(text: str, times: int) -> bytes:
    """The table with its rows `times` over, each repeat later than the one before."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    ends = [date.fromisoformat(row["time_end"][:10]) for row in rows]
    length = (max(ends) - min(ends)).days + 2
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for repeat in range(times):
        step = timedelta(days=repeat * length)
        for row in rows:
            moved = {name: _moved(row[name], step) for name in ("time_start", "time_end")}
            writer.writerow({**row, **moved})
    return out.getvalue().encode()


def timed(data: bytes) -> tuple[int, float]:
    """The rows of an import into a copy of the shipped ledger, and its seconds."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("imported"))
        file = Path(place) / "missile_attacks_daily.csv"
        file.write_bytes(data)
        started = time.perf_counter()
        report = import_drones(file, folder)
        return report.provenance.rows_in, time.perf_counter() - started


def _moved(text: str, step: timedelta) -> str:
    return f"{date.fromisoformat(text[:10]) + step}{text[10:]}"


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else NEWEST
    if not file.is_file():
        sys.exit(f"{file}: no such file; give a copy of missile_attacks_daily.csv")
    text = file.read_text(encoding="utf-8")
    first = None
    for times in TIMES:
        rows, seconds = timed(repeated(text, times))
        first = first or seconds / rows
        ratio = seconds / rows / first
        print(f"{times:>4} times: {rows:>8,} rows, {seconds:6.2f} s, {ratio:.2f} of the time a row")


if __name__ == "__main__":
    main()

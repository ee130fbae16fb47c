"""Pictures of the first page of each standard report, and the page that shows them; `make gallery` runs it.

    .venv/bin/python tools/gallery.py reports/out

Needs pdftoppm, of the package poppler-utils.
"""

import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image

from frontledger.notebook.project import ROOT
from frontledger.publish.plan import read_plan
from frontledger.publish.record import Record, published

PLAN = ROOT / "reports" / "plans" / "standard.yml"
PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "gallery"
DOTS_PER_INCH = 72
COLOURS = 32
LARGEST = 60_000
"""Bytes of a picture."""

OPENING = """# The standard reports

The first page of each, as `make reports` renders it from the shipped ledger. `make gallery` takes the pictures
anew and rewrites this page.
"""


def picture(report: Path) -> Path:
    """The picture of the report's first page; SystemExit where it grows larger than the repository should hold."""
    target = PICTURES / f"{report.stem}.png"
    resolution = ["-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-png"]
    page = subprocess.run(["pdftoppm", *resolution, report], check=True, capture_output=True).stdout
    Image.open(io.BytesIO(page)).quantize(COLOURS).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        sys.exit(f"{target}: has {target.stat().st_size:,} bytes, more than {LARGEST:,}; lower DOTS_PER_INCH")
    return target


def entry(record: Record, image: Path) -> str:
    """A report's part of the page: its title, its picture, and what it says first."""
    said = record.findings[0].sentence if record.findings else "It has no headline."
    place = image.relative_to(PAGE.parent).as_posix()
    return f"## {record.title}\n\n{said}\n\n![First page of the report {record.title}]({place})\n"


def main(folder: Path) -> None:
    """Take the pictures of the reports in the folder and write the page."""
    if shutil.which("pdftoppm") is None:
        sys.exit("pdftoppm is not installed; run: apt-get install poppler-utils")
    PICTURES.mkdir(exist_ok=True)
    reports = [folder / f"{report.notebook}.pdf" for report in read_plan(PLAN).reports]
    entries = [entry(published(report).record, picture(report)) for report in reports]
    PAGE.write_text("\n".join([OPENING, *entries]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

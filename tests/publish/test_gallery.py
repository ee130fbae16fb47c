"""The gallery in the docs shows every standard report, in pictures small enough to keep."""

import re

from frontledger.notebook.project import ROOT
from frontledger.publish.plan import read_plan

PAGE = ROOT / "docs" / "gallery.md"


def test_the_gallery_shows_every_standard_report():
    shown = re.findall(r"!\[First page of the report [^\]]+\]\((gallery/\w+\.png)\)", PAGE.read_text("utf-8"))
    plan = read_plan(ROOT / "reports" / "plans" / "standard.yml")
    assert shown == [f"gallery/{report.notebook}.png" for report in plan.reports]
    for picture in shown:
        assert 5_000 < (PAGE.parent / picture).stat().st_size < 60_000

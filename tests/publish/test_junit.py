"""The JUnit file of a batch: well-formed whatever a message holds, and true to the results."""

from pathlib import Path
from xml.etree import ElementTree

from frontledger.publish import junit
from frontledger.publish.report import ReportResult


class Request:
    def __init__(self, stem):
        self.stem, self.notebook = stem, Path(f"{stem}.ipynb")


def test_each_report_is_a_case_with_its_state_time_and_message():
    results = [
        ReportResult(Request("brief"), "done", {}, ("11,000 <sent> & counted.",), seconds=1.25),
        ReportResult(
            Request("troop_flows"), "failed", {}, message="cell 2: \x1b[31m<bad>\x00\nmore", seconds=2.5
        ),
        ReportResult(Request("claims_audit"), "unchanged", {}),
    ]
    (suite,) = ElementTree.fromstring(junit.render("A \x01 plan", results))
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("A � plan", "3", "1")
    assert suite.get("time") == "3.750"
    done, failed, unchanged = suite
    assert done.get("name") == "brief" and done.findtext("system-out") == "done\n11,000 <sent> & counted."
    assert failed.find("failure").get("message") == "cell 2: �[31m<bad>�"
    assert failed.findtext("failure").endswith("\nmore")
    assert unchanged.findtext("system-out") == "unchanged" and unchanged.get("time") == "0.000"

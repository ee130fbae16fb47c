"""A batch as JUnit XML, the form in which continuous-integration services show what passed and what failed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from frontledger.publish.report import ReportResult

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(title: str, results: Sequence[ReportResult]) -> bytes:
    """One test case a report; a failed one carries its message, an unchanged one took no time."""
    failed = sum(result.state == "failed" for result in results)
    suite = ElementTree.Element(
        "testsuite",
        name=_text(title),
        tests=str(len(results)),
        failures=str(failed),
        errors="0",
        skipped="0",
        time=f"{sum(result.seconds for result in results):.3f}",
    )
    for result in results:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=result.request.notebook.stem,
            name=result.request.stem,
            time=f"{result.seconds:.3f}",
        )
        if result.state == "failed":
            first = result.message.partition("\n")[0]
            ElementTree.SubElement(case, "failure", message=_text(first)).text = _text(result.message)
        else:
            ElementTree.SubElement(case, "system-out").text = _text(
                "\n".join([result.state, *result.headlines])
            )
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)

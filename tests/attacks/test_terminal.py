"""What is printed commands no terminal, and what is written for other programs is well-formed, whatever it tells."""

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.publish.errors import CellFailedError
from frontledger.publish.junit import render
from frontledger.publish.progress import Progress
from frontledger.publish.report import ReportResult
from frontledger.publish.terminal import shown, tell

HOSTILE = "\x1b]0;loot\x07\x1b[2J\x9b31m\x08\x08\r\u202e\udcff\u2066</testcase>]]><x>&\x00"
REQUEST = SimpleNamespace(stem="good", notebook=SimpleNamespace(stem="good"), title=HOSTILE, out=None)


def harmless(text):
    return all(char.isprintable() or char == "\n" for char in text)


def test_what_commands_a_terminal_is_shown_by_its_code():
    assert harmless(shown(HOSTILE)) and shown(HOSTILE).startswith("\\x1b]0;loot\\x07\\x1b[2J\\x9b31m")
    assert shown("→ Kim 김\n") == "→ Kim 김\n"


def test_a_failed_report_cannot_command_the_terminal_by_its_message(capsys):
    error = CellFailedError("good", 1, "", "Error", HOSTILE, HOSTILE)
    with Progress(2) as progress:
        progress.tell(ReportResult(REQUEST, "failed", {}, message=str(error)))
    said = capsys.readouterr()
    assert harmless(said.out + said.err) and "\\x1b]0;loot" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--ledger", f"/no{HOSTILE[:-1]}"],
        ["render", "brief", "-p", "ledger", f"/no{HOSTILE[:-1]}"],
        ["render", f"{HOSTILE[:-1]}.ipynb"],
        ["render", "brief", "-p", HOSTILE[:-1], "1"],
        ["batch", f"/no{HOSTILE[:-1]}.yml"],
        ["verify", f"/no{HOSTILE[:-1]}.html"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_message_of_a_command_commands_the_terminal(arguments):
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 2 and harmless(run.output), run.output
    assert "Traceback" not in run.output and isinstance(run.exception, SystemExit)


def test_words_for_a_terminal_of_few_letters_are_told_by_their_codes(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    tell("9,000 → 9,900")
    assert stream.buffer.getvalue() == b"9,000 \\u2192 9,900\n"


@pytest.mark.parametrize("number", [1, 2])
def test_nobody_has_to_be_there_to_read(number):
    """A reader that has gone, a full disk and a stream that was closed end nothing."""
    script = (
        "import sys; from frontledger.publish.terminal import open_closed_streams, tell\n"
        "open_closed_streams()\n"
        f"for _ in range(3): tell('x' * 100_000, err={number == 2})\n"
        "open(sys.argv[1], 'w').write('went on')"
    )
    for redirected in ("closed", "full", "gone"):
        place, theirs = f"{os.environ.get('TMPDIR', '/tmp')}/told-{os.getpid()}-{number}", None
        if redirected == "gone":
            ours, theirs = os.pipe()
            os.close(ours)
        streams = {number: {"full": "/dev/full"}.get(redirected)}

        def arrange(way=redirected, held=theirs, to=streams):
            if way == "closed":
                os.close(number)
            else:
                os.dup2(held if held is not None else os.open(to[number], os.O_WRONLY), number)

        run = subprocess.run([sys.executable, "-c", script, place], preexec_fn=arrange, check=False)
        if theirs is not None:
            os.close(theirs)
        assert run.returncode == 0
        with open(place) as told:  # noqa: PTH123 - a place outside pathlib's fixtures
            assert told.read() == "went on"
        os.unlink(place)  # noqa: PTH108


def test_a_batch_as_xml_is_well_formed_whatever_its_reports_are_called():
    failed = ReportResult(REQUEST, "failed", {}, message=f"{HOSTILE}\n{HOSTILE}")
    done = ReportResult(REQUEST, "done", {}, headlines=(HOSTILE, "]]>"))
    root = ElementTree.fromstring(render(HOSTILE, [failed, done]))
    assert [element.tag for element in root.iter()] == [
        "testsuites", "testsuite", "testcase", "failure", "testcase", "system-out"
    ]  # fmt: skip
    assert "</testcase>]]><x>&" in root.find(".//failure").text and "\x1b" not in root.find(".//failure").text


def test_a_research_object_is_json_whatever_its_reports_are_called():
    from frontledger.publish import crate
    from frontledger.publish.report import Desk

    request = Desk().request("brief", {}, out=None, title='"}]<script>\x1b')
    text = crate.render(
        '"}]<script>\x1b', [ReportResult(request, "done", {"brief.html": "0"}, headlines=('"}',))]
    )
    names = [entity.get("name") for entity in json.loads(text)["@graph"]]
    assert '"}]<script>\x1b' in names and "\x1b" not in text

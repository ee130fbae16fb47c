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


def on_a_terminal(arguments):
    """What the command writes to a terminal, which it is told it has, and its exit status."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "frontledger", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as run:
        os.close(theirs)
        written = b""
        while True:
            try:
                read = os.read(ours, 65_536)
            except OSError:  # how Linux tells that the other end was closed
                break
            if not read:
                break
            written += read
    os.close(ours)
    return written.decode().replace("\r\n", "\n"), run.returncode


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals of this kind")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "extra\x1b[31m"], "Error: Got unexpected extra argument (extra\\x1b[31m)"),
        (["render", "brief", "\x1b]0;pwn\x07"], "(\\x1b]0;pwn\\x07)"),
        (["check", "a\nERROR: forged"], "(a\\nERROR: forged)"),
        (["\x1b[2J"], "\\x1b[2J"),
        (["check", "--\x1b[2J"], "\\x1b[2J"),
        (["import", "\x9b31m"], "\\x9b31m"),
        (["batch", "x.yml", "--jobs", "\x1b[2J"], "\\x1b[2J"),
    ],
)
def test_a_mistyped_command_does_not_command_the_terminal(arguments, said):
    told, code = on_a_terminal(arguments)
    assert harmless(told) and said in told and code == 2
    assert len(told.splitlines()) == 4 and told.startswith("Usage: ")


@pytest.mark.parametrize("command", ["batch", "diff", "verify"])
def test_a_path_with_a_line_break_is_told_on_one_line(tmp_path, command):
    paths = [str(tmp_path / "a\nERROR: b")] * (2 if command == "diff" else 1)
    run = CliRunner().invoke(main, [command, *paths])
    assert run.exit_code == 2 and len(run.output.splitlines()) == 1
    assert f"{tmp_path}/a\\nERROR: b: cannot be read" in run.output


def test_a_plan_in_a_path_with_a_line_break_forges_no_line(tmp_path):
    plan = tmp_path / "a\nERROR: b"
    plan.write_text("reports: [{notebook: brief, parameters: {as_of: 1}}]\n")
    run = CliRunner().invoke(main, ["batch", str(plan), "--out", str(tmp_path / "out")])
    (line,) = run.output.splitlines()
    assert run.exit_code == 2 and line.startswith(f"{tmp_path}/a\\nERROR: b: reports[1]: brief: as_of: ")


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

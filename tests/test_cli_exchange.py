"""`import losses`, `import sheet`, `export` and the questions of `add`: what is typed and read; exit status."""

import io
import re
import shlex
import subprocess
import sys

import pytest
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.ledger import load
from frontledger.ledger.tables import TABLES

HEADER = "date,estimate_low,estimate_high,estimate,type,source,source_url,country\n"
ROWS = "17/09/2024,1000,2000,,deaths,A body,https://example.org/1,russia\nsoon,1,2,,deaths,A body,,russia\n"


def run(*arguments, **more):
    return CliRunner().invoke(main, [str(one) for one in arguments], **more)


def test_losses_become_a_ledger_with_a_plan_and_every_row_is_told(tmp_path):
    path, into = tmp_path / "losses.csv", tmp_path / "ledger"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    done = run("import", "losses", path, "--into", into)
    assert done.exit_code == 0, done.output
    assert "losses.csv: 2 rows in = 1 taken + 1 set aside" in done.output
    assert f"frontledger batch {into / 'plan.yml'}" in done.output.replace("\n", "")
    assert {path.name for path in into.iterdir()} == {
        *(table.file for table in TABLES.values()), "datapackage.json", "plan.yml", "IMPORT.md",
    }  # fmt: skip
    assert run("check", "--ledger", into).exit_code == 0
    again = run("import", "losses", path, "--into", into)
    assert again.exit_code == 2 and "something in the folder already" in again.output


def test_the_next_command_is_printed_as_a_shell_takes_it(tmp_path, copy_of_data):
    path, into = tmp_path / "losses.csv", tmp_path / "neu é $(x)"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    told = run("import", "losses", path, "--into", into).output
    printed = told[told.index("`frontledger batch") + 1 : told.rindex("`")]
    assert shlex.split(printed) == ["frontledger", "batch", str(into / "plan.yml")]
    ledger = copy_of_data.rename(tmp_path / "y ledger")
    claim = "--measure casualties --best 6500 --qualifier about --scope kursk --claimant nis --url https://a.org/b"
    days = "--period-end 2025-06-15 --reported-on 2025-06-15"
    told = run("add", "--ledger", ledger, *claim.split(), *days.split()).output
    printed = told[told.index("frontledger render") : told.index(", then")]
    words = ["frontledger", "render", "brief", "-p", "ledger", str(ledger), "--out", "after"]
    assert shlex.split(printed) == words


def test_a_refused_import_makes_no_folder_on_the_way_either(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("claim_id,measure\nT1,killed\n", encoding="utf-8")
    done = run("import", "sheet", path, "--into", tmp_path / "a" / "b")
    assert done.exit_code == 2 and "the column force is missing" in done.output
    whole = ",".join(TABLES["claims"].names) + "\nT1,killed,nobody" + "," * 16 + "\n"
    path.write_text(whole, encoding="utf-8")
    done = run("import", "sheet", path, "--into", tmp_path / "a" / "b")
    assert done.exit_code == 2 and "claims.csv:2: force: nobody is not in forces.csv" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


def test_what_is_assumed_goes_with_the_ledger(tmp_path):
    path, into = tmp_path / "losses.csv", tmp_path / "ledger"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    printed = run("import", "losses", path, "--into", into).output
    kept = (into / "IMPORT.md").read_text(encoding="utf-8")
    assumed = [line for line in printed.splitlines() if line.startswith("assumed: ")]
    assert len(assumed) == 4
    assert all(f"- {line}" in kept for line in assumed)


def test_a_ledger_goes_out_as_a_workbook_and_comes_in_again(tmp_path, copy_of_data):
    out = run("export", "--ledger", copy_of_data, "--to", tmp_path / "out", "--format", "xlsx")
    assert out.exit_code == 0, out.output
    back = run("import", "sheet", tmp_path / "out" / "ledger.xlsx", "--into", tmp_path / "again")
    assert back.exit_code == 0, back.output
    assert load(tmp_path / "again").table_hashes == load(copy_of_data).table_hashes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export",), "Missing option '--to'"),
        (("export", "--to", "x", "--format", "xls"), "'xls' is not known"),
        (("export", "no_report.html", "--to", "x"), "cannot be read"),
        (("export", "a.html", "--ledger", ".", "--to", "x"), "give a REPORT or --ledger, not both"),
        (("export", "--ledger", "nowhere", "--to", "x"), "there is no such folder"),
        (("import", "sheet", "nothing.xlsx", "--into", "x"), "there is no such file"),
        (("import", "losses", "nothing.csv", "--into", " "), "name a folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_status_2(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2 and said in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_questions_of_add_are_asked_again_until_the_answer_can_be_used(copy_of_data, monkeypatch):
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    answers = [
        "casualites", "casualties", "more than 6,500", "kursk", "UK Ministry of Defense", "15/06/2025",
        "15 June 2025", "15 June 2025", "www.gov.uk/page", "UK MoD", "https://example.org/a-page",
    ]  # fmt: skip
    done = run("add", "--ledger", copy_of_data, input="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "did you mean casualties?" in done.output
    assert "best: 'more than 6,500' is read as 6500" in done.output
    for answer in ("www.gov.uk/page", "UK MoD"):
        assert f"'{answer}' is not a page's address; one begins with https://" in done.output
    assert "15/06/2025 is not an ISO date; write 2025-06-15, year first" in done.output
    assert re.search(
        r"claims\.csv:\d+: \w+,casualties,dprk_troops,,6500,,more_than,,2025-06-15,kursk,,uk_mod,",
        done.output,
    )


@pytest.mark.slow
def test_help_imports_none_of_the_libraries_of_tables():
    program = "import sys; from frontledger.cli import main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"polars", "xlsxwriter", "python_calamine", "pandas", "pyarrow"}
    assert heavy & set(io.StringIO(loaded.stdout).read().split()) == set()

"""The guide's worked example, as typed; and the mending of what a spreadsheet does."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.ledger import load
from frontledger.ledger.loading import default_folder

GUIDE = Path(__file__).parent.parent / "docs" / "adding-a-claim.md"


@pytest.fixture
def older(tmp_path):
    folder = tmp_path / "older"
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("imported"))
    path = folder / "claims.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if not line.startswith("T112,")), encoding="utf-8")
    return folder


def typed() -> list[str]:
    """The guide's one-line command without its name, as a shell would split it."""
    import shlex

    command = re.search(r"frontledger add (--measure.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    return shlex.split(command.replace("\\\n", " "))


def test_the_guide_takes_out_the_one_claim_that_it_adds(older, tmp_path):
    shell = next(block for block in GUIDE.read_text(encoding="utf-8").split("```") if "cp -r data" in block)
    shutil.copytree(default_folder(), tmp_path / "data", ignore=shutil.ignore_patterns("imported"))
    shutil.move(older, tmp_path / "by_the_fixture")
    subprocess.run(["sh", "-e", "-c", shell.removeprefix("text")], cwd=tmp_path, check=True)
    whole, less = load(tmp_path / "data").claims, load(tmp_path / "older").claims
    (gone,) = set(whole["claim_id"]) - set(less["claim_id"])
    claim = whole.set_index("claim_id").loc[gone]
    assert (claim["claimant_id"], claim["measure"], claim["best"]) == ("uk_mod", "casualties", 6000)
    assert less["claim_id"].isin(load(tmp_path / "by_the_fixture").claims["claim_id"]).all()


def test_the_guides_command_adds_the_claim_and_a_second_time_is_refused(older):
    before = len(load(older).claims)
    first = CliRunner().invoke(main, ["add", "--ledger", str(older), *typed()])
    assert first.exit_code == 0, first.output
    assert re.search(r"claims\.csv:\d+: T\d+,casualties,dprk_troops,,6000,,more_than", first.output)
    assert len(load(older).claims) == before + 1
    second = CliRunner().invoke(main, ["add", "--ledger", str(older), *typed()])
    assert second.exit_code == 2
    assert re.search(
        r"the ledger has this claim already, as T\d+ on line \d+ of .*claims\.csv, and nothing", second.output
    )
    assert len(load(older).claims) == before + 1


def test_every_option_the_guide_names_is_one():
    known = {option for command in main.commands.values() for each in command.params for option in each.opts}
    named = set(re.findall(r"--[a-z][a-z-]+", GUIDE.read_text(encoding="utf-8")))
    assert named <= known


def test_what_is_missing_is_told_at_once(older):
    result = CliRunner().invoke(main, ["add", "--ledger", str(older), "--measure", "kiled"])
    assert result.exit_code == 2
    assert "did you mean killed?" in result.output
    for name in ("claimant_id", "source_id", "reported_on"):
        assert f"{name}: it is not given" in result.output


def test_fix_mends_a_spreadsheets_marks(older):
    path = older / "claimants.csv"
    sound = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + sound.replace(b"\n", b"\r\n"))
    assert CliRunner().invoke(main, ["check", "--ledger", str(older)]).exit_code == 2
    fixed = CliRunner().invoke(main, ["check", "--ledger", str(older), "--fix"])
    assert fixed.exit_code == 0, fixed.output
    assert "took away the byte order mark" in fixed.output
    assert path.read_bytes() == sound

"""Plans written to do harm: no tag is read, nothing swells, nothing is guessed, what is unseen is refused."""

import json
import os
import time

import pytest

from frontledger.publish import standing
from frontledger.publish.errors import PlanError
from frontledger.publish.files import sha256
from frontledger.publish.plan import MOST_REPORTS, read_plan
from frontledger.publish.plan_yaml import LONGEST, read_yaml

BOMB = "a: &a [loot,loot,loot,loot,loot,loot,loot,loot,loot]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(tmp_path, text):
    """What a plan of this text is refused with, in the time that its size calls for."""
    path = tmp_path / "plan.yml"
    path.write_text(text, encoding="utf-8")
    started = time.process_time()
    with pytest.raises(PlanError) as refused:
        read_plan(path)
    assert time.process_time() - started < 20
    assert "Traceback" not in str(refused.value) and len(str(refused.value)) < 2_000
    return str(refused.value)


@pytest.mark.parametrize(
    "tagged",
    [
        "!!python/object/apply:os.system ['touch loot']", "!!python/name:os.system", "!!python/module:os",
        "!!binary bG9vdA==", "!!timestamp 2025-03-27", "!!set {a, b}", "!!omap [a: 1]", "!!int '0x1F'",
        "!!float '.inf'", "!!str 1", "!loot x", "!<tag:yaml.org,2002:bool> yes", "!!null ''", "!!merge x", "!!map {}",
    ],
)  # fmt: skip
def test_no_tag_is_read(tmp_path, monkeypatch, tagged):
    monkeypatch.chdir(tmp_path)
    said = refusal(tmp_path, f"title: T\nreports: {tagged}\n")
    assert "line 2: the tag " in said and said.endswith("is not read; leave it out")
    assert not (tmp_path / "loot").exists()


def test_a_tag_of_a_key_or_of_a_directive_is_not_read_either(tmp_path):
    assert "the tag" in refusal(tmp_path, "!!str title: T\n")
    assert "the tag" in refusal(
        tmp_path, "%TAG !e! tag:yaml.org,2002:python/\n---\ntitle: !e!name:os.system\n"
    )


def test_a_bomb_of_aliases_does_not_go_off(tmp_path):
    assert "line 2: an alias is not read" in refusal(tmp_path, BOMB)


def test_a_mapping_is_not_merged_into_another(tmp_path):
    assert "no such key" in refusal(tmp_path, "<<: {title: loot}\nreports: [{notebook: brief}]\n")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "'"])
def test_nesting_without_end_is_refused(tmp_path, opening):
    refusal(tmp_path, opening * 3_000)


def test_a_plan_longer_than_any_is_refused_unread(tmp_path):
    assert f"more than {LONGEST:,} characters" in refusal(tmp_path, "#" * (LONGEST + 1))


def test_many_sweeps_are_not_spelled_out(tmp_path):
    values = ", ".join(map(str, range(40)))
    entry = f"- notebook: brief\n  sweep: {{a: [{values}], b: [{values}], c: [{values}]}}\n"
    assert f"more than {MOST_REPORTS:,} reports" in refusal(tmp_path, "reports:\n" + entry * 200)


@pytest.mark.parametrize(
    "value",
    [
        "010", "0o17", "0x1F", "yes", "no", "on", "off", "y", "1_000", "190:20:30", ".nan", ".inf", "2025-03-27",
    ],
)  # fmt: skip
def test_what_old_yaml_guesses_at_stays_the_text_it_is(value):
    assert read_yaml(f"a: {value}") == {"a": value}


def test_a_whole_number_too_long_for_one_is_text():
    assert read_yaml(f"a: {'9' * 10_000}") == {"a": "9" * 10_000}


@pytest.mark.parametrize(
    "code",
    [
        "\\x1b",
        "\\a",
        "\\u202e",
        "\\u2066",
        "\\ud800",
        "\\0",
        "\\uFEFF",
        "\\u200b",
        "\\L",
        "\\N",
        "\\ufe0f",
        "\\U000E0100",
    ],
)
@pytest.mark.parametrize(
    "place", ['title: "{}"\n', 'reports: [{{notebook: brief, title: "{}"}}]\n', '"{}": 1\n']
)
def test_what_a_reader_does_not_see_is_refused_with_its_code(tmp_path, code, place):
    said = refusal(tmp_path, place.format(f"calm{code}[31mloot"))
    assert "line 1: it holds the unseen or broken character U+" in said
    assert all(char.isprintable() for char in said)


def test_a_name_in_braces_reaches_nothing(tmp_path):
    said = refusal(tmp_path, 'reports: [{notebook: "{0.__class__.__mro__}", "{self.path}": "%(loot)s"}]\n')
    assert "{self.path}: no such key" in said and str(type) not in said


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "- " * 200_000,
        BOMB + "reports: [{notebook: *i}]\n",
        BOMB + "reports: [{notebook: brief, sweep: {ledger: *i}}]\n",
        "reports: [{notebook: [brief]}]\n",
        "reports: [{notebook: brief, parameters: {ledger: {a: b}}}]\n",
    ],
    ids=["deep", "deep lines", "bomb", "bomb in a sweep", "list", "mapping"],
)
def test_a_plan_looked_at_before_it_is_read_does_no_harm_either(tmp_path, text):
    plan = tmp_path / "plan.yml"
    plan.write_text(text)
    started = time.process_time()
    assert standing.inputs(plan, allow_outside=False).digest == ""
    assert time.process_time() - started < 20


def test_a_pipe_given_as_a_plan_is_not_emptied_before_it_is_read(tmp_path):
    os.mkfifo(tmp_path / "plan.yml")
    assert standing.inputs(tmp_path / "plan.yml", allow_outside=False).digest == ""


def test_a_folder_that_says_it_stands_names_no_file_of_another(tmp_path):
    secret, out = tmp_path / "secret", tmp_path / "out"
    secret.write_text("SECRET")
    out.mkdir()
    (out / "index.html").write_text("")
    now = standing.Inputs(tmp_path / "plan.yml", False, "d")
    standing.remember(out, now, [])
    for files in ({"../secret": sha256(b"SECRET")}, {"/dev/zero": ""}, {str(secret): ""}, ["index.html"], 7):
        record = {"made_from": "d", "files": files, "reports": []}
        (out / standing.FILE).write_text(json.dumps(record))
        assert standing.lines(out, now) is None

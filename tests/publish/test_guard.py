"""The guard: a headline that moved too far is never published unseen, and one that did not is never held back."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from frontledger.cli import main
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Finding
from frontledger.publish import html
from frontledger.publish.diff.compare import FindingPair, figure
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.errors import CannotWriteError, GuardStoppedError, PlanError
from frontledger.publish.files import sha256
from frontledger.publish.guard.holding import run_guarded
from frontledger.publish.guard.limits import GONE, Acceptance, Guard, goes_beyond, read_guard
from frontledger.publish.key import Entry, Manifest, is_current, read_manifest, write_manifest
from frontledger.publish.plan import read_plan
from frontledger.publish.plan_yaml import read_yaml
from frontledger.publish.record import FindingRecord, published
from frontledger.publish.report import Desk, ReportResult

FILES = ROOT / "tests" / "files"
TENTH = Guard(0.1)


def pair(before, after, units=("people", "people")):
    def record(value, unit):
        return FindingRecord(
            key="sent", sentence="S.", value=value, low=None, high=None, unit=unit, claims=[]
        )

    sides = [
        None if value == "none" else record(value, unit)
        for value, unit in zip((before, after), units, strict=True)
    ]
    return FindingPair("sent", *sides)


@pytest.mark.parametrize(
    ("moved", "beyond"),
    [
        (pair(10_000.0, 10_000.0), False),
        (pair(10_000.0, 11_000.0), False),
        (pair(10_000.0, 11_000.01), True),
        (pair(10_000.0, 8_999.0), True),
        (pair(-10.0, -11.5), True),
        (pair(0.3, 0.33), False),
        (pair(0.0, 0.0), False),
        (pair(0.0, 0.1), True),
        (pair(10.0, None), True),
        (pair(10.0, "none"), True),
        (pair(None, 10.0), False),
        (pair("none", 10.0), False),
        (pair(10.0, 10.0, ("people", "days")), True),
    ],
)
def test_how_far_is_too_far(moved, beyond):
    assert goes_beyond(moved, 0.1) is beyond
    assert TENTH.allows("flows", moved) is not beyond


@given(st.floats(1e-6, 1e9), st.floats(-0.5, 0.5), st.floats(0, 0.5))
def test_the_share_is_of_what_was_published(before, share, most):
    if abs(abs(share) - most) > 1e-6:
        assert goes_beyond(pair(before, before * (1 + share)), most) == (abs(share) > most)


@pytest.mark.parametrize(
    ("acceptance", "allowed"),
    [
        (Acceptance("flows", "sent", 15_000, "said on 30 April"), True),
        (Acceptance("flows", "sent", 15_000.2, "said on 30 April"), True),
        (Acceptance("flows", "sent", 15_001, "said on 30 April"), False),
        (Acceptance("flows", "killed", 15_000, "said on 30 April"), False),
        (Acceptance("ratios", "sent", 15_000, "said on 30 April"), False),
        (Acceptance("flows", "sent", GONE, "said on 30 April"), False),
    ],
)
def test_an_acceptance_holds_for_one_number_of_one_report(acceptance, allowed):
    guard = replace(TENTH, accepted=(acceptance,))
    assert guard.allows("flows", pair(10_000.0, 15_000.0)) is allowed
    assert guard.allows("flows", pair(10_000.0, None)) is (acceptance.to == GONE)


def reading(text):
    faults = []
    guard = read_guard(
        read_yaml(text).get("guard"), lambda place, problem: faults.append(f"{place}: {problem}")
    )
    return guard, faults


def test_a_guard_is_read_from_a_plan():
    text = (
        "guard:\n  most_move: 0.1\n  accepted:\n"
        "  - {report: flows, finding: sent, to: 15000, reason: said on 30 April}\n"
    )
    accepted = Acceptance("flows", "sent", 15_000, "said on 30 April")
    assert reading(text) == (Guard(0.1, (accepted,)), [])
    assert reading("title: T") == (None, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("guard: 0.1", "guard: is not a mapping"),
        ("guard: {}", "guard.most_move: None is not a share"),
        ("guard: {most_move: -1}", "-1 is not a share"),
        ("guard: {most_move: 10%}", "'10%' is not a share; give a number from 0 on, 0.1 for a tenth"),
        ("guard: {most_move: true}", "True is not a share"),
        ("guard: {most_moves: 1}", "guard.most_moves: no such key; did you mean most_move?"),
        ("guard: {most_move: 1, accepted: 7}", "guard.accepted: is not a list"),
        ("guard: {most_move: 1, accepted: [7]}", "guard.accepted[1]: is not a mapping"),
        ("guard: {most_move: 1, accepted: [{report: a, finding: b, to: 1}]}", "reason: is missing"),
        (
            "guard: {most_move: 1, accepted: [{report: a, finding: b, to: 1, reason: ok}]}",
            "accepted[1].reason: is no reason",
        ),
        (
            "guard: {most_move: 1, accepted: [{report: a, finding: b, to: c, reason: said so often}]}",
            "accepted[1].to: 'c' is not a number",
        ),
        (
            "guard: {most_move: 1, accepted: [{report: a, finding: b, to: 1.0e400, reason: said so often}]}",
            "guard.accepted[1].to: inf is not a number; give the new number",
        ),
        (
            "guard: {most_move: 1, accepted: [{report: a, finding: b, to: .nan, reason: said so often}]}",
            "guard.accepted[1].to: '.nan' is not a number; give the new number",
        ),
        (
            "guard: {most_move: 1, accepted: 0}",
            "guard.accepted: is not a list",
        ),
    ],
)
def test_every_fault_of_a_guard_has_its_place(text, said):
    assert any(said in fault for fault in reading(text)[1])


# A guarded run


class Press:
    """A run whose pages say what a test wants said, and that counts how many it made."""

    def __init__(self, **values):
        self.values, self.made = values, 0

    def __call__(self, requests, folder):
        results = [self.result(request, folder) for request in requests]
        entries = {
            one.request.stem: Entry(one.request.key, "done", one.files, one.headlines) for one in results
        }
        write_manifest(folder, Manifest(entries))
        (folder / "index.html").write_text("index")
        return tuple(results), folder / "index.html"

    def result(self, request, folder):
        entry = read_manifest(folder).reports.get(request.stem)
        if is_current(folder, entry, request.key, request.names):
            return ReportResult(request, "unchanged", entry.files)
        self.made += 1
        value = self.values[request.notebook.stem]
        details = ReportDetails(request.title, "n", "latest", (), request.provenance)
        found = () if value is None else (Finding("sent", f"{value} sent.", value=value, unit="people"),)
        data = html.render(Document("T", found), details).encode()
        (folder / request.names[0]).write_bytes(data)
        return ReportResult(request, "done", {request.names[0]: sha256(data)})


@pytest.fixture(scope="module")
def desk():
    return Desk()


@pytest.fixture
def requests_for(desk, tmp_path):
    def ask(title):
        return [
            desk.request(
                str(FILES / f"{name}.ipynb"),
                {},
                out=tmp_path / "out",
                formats=("html",),
                title=title,
                allow_outside=True,
            )
            for name in ("good", "surroundings")
        ]

    return ask


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sent(folder, name):
    return published(folder / f"{name}.html").record.findings[0].value


def test_what_stays_within_is_published_as_any_run(requests_for, tmp_path):
    out, held = tmp_path / "out", tmp_path / "out.held"
    results, index = run_guarded(TENTH, requests_for("one"), out, Press(good=100, surroundings=5))
    assert index == out / "index.html" and [one.request.out for one in results] == [out, out]
    assert not held.exists() and len(files(out)) == 4
    run_guarded(TENTH, requests_for("two"), out, Press(good=109, surroundings=5))
    assert sent(out, "good") == 109 and not held.exists()
    press = Press()
    results, _ = run_guarded(TENTH, requests_for("two"), out, press)
    assert press.made == 0 and {one.state for one in results} == {"unchanged"}


def test_what_goes_beyond_publishes_nothing_and_is_published_once_accepted(requests_for, tmp_path):
    out, held = tmp_path / "out", tmp_path / "out.held"
    run_guarded(TENTH, requests_for("one"), out, Press(good=100, surroundings=5))
    before = files(out)
    press = Press(good=150, surroundings=5)
    with pytest.raises(GuardStoppedError) as stopped:
        run_guarded(TENTH, requests_for("two"), out, press)
    assert files(out) == before and sent(held, "good") == 150
    assert "more than 10% of what is published; nothing was published" in str(stopped.value)
    assert "  good: sent: 100 people → 150 people (+50, +50.0%)" in str(stopped.value)
    assert "surroundings:" not in str(stopped.value)

    with pytest.raises(GuardStoppedError):
        run_guarded(TENTH, requests_for("two"), out, press)
    assert press.made == 2, "what is held back was made again"

    accepted = replace(TENTH, accepted=(Acceptance("good", "sent", 150, "counted anew in April"),))
    run_guarded(accepted, requests_for("two"), out, press)
    assert press.made == 2 and sent(out, "good") == 150 and not held.exists()
    assert read_manifest(out).reports.keys() == {"good", "surroundings"}


def test_a_headline_that_is_gone_is_held_back(requests_for, tmp_path):
    out = tmp_path / "out"
    run_guarded(TENTH, requests_for("one"), out, Press(good=100, surroundings=5))
    with pytest.raises(GuardStoppedError, match="surroundings: sent: 5 people → –"):
        run_guarded(TENTH, requests_for("two"), out, Press(good=100, surroundings=None))


def test_what_an_earlier_plan_held_back_is_never_published_with_this_one(requests_for, tmp_path):
    out, held = tmp_path / "out", tmp_path / "out.held"
    run_guarded(TENTH, requests_for("one"), out, Press(good=100, surroundings=5))
    with pytest.raises(GuardStoppedError):
        run_guarded(TENTH, requests_for("two"), out, Press(good=100, surroundings=50))
    (held / "stray.html").write_text("stray")
    run_guarded(TENTH, requests_for("three")[:1], out, Press(good=101))
    assert sent(out, "surroundings") == 5 and sent(out, "good") == 101
    assert not (out / "stray.html").exists() and not held.exists()


def test_a_run_that_breaks_off_leaves_what_is_published(requests_for, tmp_path):
    out = tmp_path / "out"
    run_guarded(TENTH, requests_for("one"), out, Press(good=100, surroundings=5))
    before = files(out)
    with pytest.raises(KeyError):
        run_guarded(TENTH, requests_for("two"), out, Press(good=100))
    assert files(out) == before
    run_guarded(TENTH, requests_for("two"), out, Press(good=100, surroundings=5))
    assert files(out) != before


def test_a_held_folder_that_cannot_be_is_told(requests_for, tmp_path):
    (tmp_path / "out.held").write_text("a file")
    with pytest.raises(CannotWriteError, match=r"out\.held"):
        run_guarded(TENTH, requests_for("one"), tmp_path / "out", Press(good=1, surroundings=1))


# In a plan, from the command line


def plan_text(ledger, guard="", title="T"):
    notebook = FILES / "good.ipynb"
    return (
        f"title: {title}\nreports:\n- notebook: {notebook}\n  formats: html\n"
        f"  parameters: {{ledger: {ledger}}}\n{guard}"
    )


def test_a_fault_of_the_guard_is_a_fault_of_the_plan(tmp_path):
    path = tmp_path / "plan.yml"
    path.write_text(plan_text(tmp_path, "guard: {most_move: often}\n"))
    with pytest.raises(PlanError, match=r"plan\.yml: guard\.most_move: 'often' is not a share"):
        read_plan(path)
    path.write_text(plan_text(tmp_path, "guard: {most_move: 0.25}\n"))
    assert read_plan(path).guard == Guard(0.25)
    path.write_text(plan_text(tmp_path))
    assert read_plan(path).guard is None


@pytest.mark.slow
def test_a_batch_past_its_guard_ends_with_one_and_the_table(copy_of_data, tmp_path):
    plan, out = tmp_path / "plan.yml", tmp_path / "out"

    def batch(guard):
        plan.write_text(plan_text(copy_of_data, guard))
        return CliRunner().invoke(main, ["batch", str(plan), "--out", str(out), "--allow-outside"])

    done = batch("guard: {most_move: 0}\n")
    assert done.exit_code == 0, done.output
    (page,) = (path for path in out.glob("good*.html"))
    crate = json.loads((out / "ro-crate-metadata.json").read_text())
    assert page.name in {entity["@id"] for entity in crate["@graph"]}
    before = files(out)

    claims = copy_of_data / "claims.csv"
    number = published(page).record.findings[0].value
    lines = claims.read_text().splitlines(keepends=True)
    claims.write_text("".join(line for line in lines if not line.startswith("T001,")))
    done = batch("guard: {most_move: 0}\n")
    assert done.exit_code == 1 and files(out) == before
    assert f"claims: {figure(number)} claims → {figure(number - 1)} claims (−1" in done.output

    accepted = (
        f"guard:\n  most_move: 0\n  accepted:\n  - report: {page.stem}\n    finding: claims\n"
        f"    to: {number - 1:.0f}\n    reason: the claim was withdrawn by its source\n"
    )
    done = batch(accepted)
    assert done.exit_code == 0 and "unchanged" in done.output, done.output
    assert published(page).record.findings[0].value == number - 1
    assert not (tmp_path / "out.held").exists()

"""A claim is added in its place, with its source and body where new, or not a byte changes."""

import shutil
from pathlib import Path

import pytest

from frontledger.ledger import LedgerError, load
from frontledger.ledger.adding import DraftError, KnownClaimError, LikelyEchoError, add_claim
from frontledger.ledger.inserting import inserted
from frontledger.ledger.loading import default_folder
from frontledger.ledger.naming import free
from frontledger.ledger.whole import TableNotWrittenError

CLAIM = {
    "measure": "casualties",
    "scope": "kursk",
    "best": "6000",
    "qualifier": "more_than",
    "period_end": "2025-06-15",
    "claimant_id": "UK MoD",
    "reported_on": "2025-06-15",
}
SOURCE = {"publisher": "UK MoD", "url": "https://example.org/update", "published_on": "2025-06-15"}


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The shipped ledger without the UK's claim of June 2025 and whatever echoes it."""
    folder = tmp_path / "older"
    shutil.copytree(default_folder(), folder)
    claims = load(folder).claims
    gone = claims[(claims["claimant_id"] == "uk_mod") & (claims["reported_on"] == "2025-06-15")]
    ids = set(gone["claim_id"]) | set(claims.loc[claims["echo_of"].isin(gone["claim_id"]), "claim_id"])
    assert ids
    path = folder / "claims.csv"
    kept = [line for line in path.read_text(encoding="utf-8").split("\n") if line.split(",")[0] not in ids]
    path.write_text("\n".join(kept), encoding="utf-8", newline="\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_guides_claim_is_added_and_moves_the_newest_figure(older):
    before = load(older).select("casualties", scope="kursk")
    added = add_claim(older, CLAIM, source=SOURCE)
    after = load(older)
    row = after.claims.set_index("claim_id").loc[added.claim_id]
    assert (row["claimant_id"], row["lower"], row["kind"], row["force"]) == (
        "uk_mod",
        6000,
        "estimate",
        "dprk_troops",
    )
    assert len(after.select("casualties", scope="kursk")) == len(before) + 1
    assert after.sources.set_index("source_id").at[row["source_id"], "url"] == SOURCE["url"]


def test_only_one_line_a_file_is_new_and_it_stands_where_said(older):
    before = contents(older)
    added = add_claim(older, CLAIM, source=SOURCE)
    for file, line, text in added.rows:
        lines = (older / file).read_text(encoding="utf-8").split("\n")
        assert lines[line - 1] == text
        del lines[line - 1]
        assert "\n".join(lines).encode() == before.pop(file)
    assert all((older / file).read_bytes() == data for file, data in before.items())


def test_the_same_claim_twice_is_refused(older):
    added = add_claim(older, CLAIM, source=SOURCE)
    (line,) = (line for file, line, _ in added.rows if file == "claims.csv")
    before = contents(older)
    for change in ({}, {"claim_id": "A1"}):
        with pytest.raises(
            KnownClaimError, match=f"already, as {added.claim_id} on line {line} of"
        ) as refusal:
            add_claim(older, CLAIM | change, source=SOURCE)
        assert "delete" not in str(refusal.value)
    assert contents(older) == before
    other = add_claim(older, CLAIM | {"scope_detail": "in the north"}, source=SOURCE)
    assert other.claim_id != added.claim_id


def test_anothers_same_figure_needs_a_mark(older):
    first = add_claim(older, CLAIM, source=SOURCE).claim_id
    again = CLAIM | {"claimant_id": "nis", "reported_on": "2025-06-20"}
    later = {"publisher": "Daily", "url": "https://example.org/later", "published_on": "2025-06-20"}
    with pytest.raises(LikelyEchoError, match=f"give echo_of {first}"):
        add_claim(older, again, source=later)
    echo = add_claim(older, again | {"echo_of": first}, source=later).claim_id
    assert echo not in set(load(older).select("casualties")["claim_id"])
    own = add_claim(older, again | {"period_end": "2025-06-16"}, source=later, own_finding=True).claim_id
    assert own in set(load(older).select("casualties")["claim_id"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"measure": "casualtys"},
            r"measure: 'casualtys' is not in the ledger \(did you mean casualties\?\)",
        ),
        ({"claimant_id": "UK Mod of Defence"}, "claimant_id: .* is not in the ledger"),
        ({"claimant_id": "UK_MOD"}, r"claimant_id: 'UK_MOD' is not in the ledger \(did you mean uk_mod\?\)"),
        ({"scope": "kusrk"}, r"scope: .*did you mean kursk"),
        ({"bset": "6000"}, r"bset: claims.csv has no such column \(did you mean best\?\)"),
        ({"reported_on": ""}, "reported_on: it is not given"),
        ({"echo_of": "T999"}, "echo_of: 'T999' is not in the ledger"),
    ],
)
def test_what_is_not_known_is_told_with_the_nearest(older, change, message):
    before = contents(older)
    with pytest.raises(DraftError, match=message):
        add_claim(older, CLAIM | change, source=SOURCE)
    assert contents(older) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"best": "6,000"}, r"claims.csv:\d+: best: .*; write 6000"),
        ({"best": "6.000"}, r"claims.csv:\d+: best: 6.000 may be 6000 or 6; write 6000 or 6"),
        ({"reported_on": "15/06/2025"}, r"claims.csv:\d+: reported_on: "),
        ({"best": "6000000"}, r"claims.csv:\d+: best: "),
        ({"note": "=HYPERLINK(1)"}, r"claims.csv:\d+: note: .*formula"),
        ({"period_end": "2026-01-01"}, r"claims.csv:\d+: period_end"),
    ],
)
def test_what_cannot_be_a_row_is_located_and_nothing_is_written(older, change, message):
    before = contents(older)
    with pytest.raises(LedgerError, match=message) as refusal:
        add_claim(older, CLAIM | change, source=SOURCE)
    assert str(older) in str(refusal.value)
    assert contents(older) == before


def test_a_new_body_comes_with_the_claim(older):
    body = {"short_name": "Institute", "name": "An Institute", "kind": "think_tank", "belligerent": "false"}
    added = add_claim(older, CLAIM | {"claimant_id": ""}, source=SOURCE, claimant=body, own_finding=True)
    assert [file for file, _, _ in added.rows] == ["claimants.csv", "sources.csv", "claims.csv"]
    bodies = load(older).claimants.set_index("claimant_id")
    assert bodies.loc["institute", "reliability"] == "F"


@pytest.mark.parametrize("name", ["uk mod", "UK-MoD", "UK Ministry of Defense"])
def test_a_body_that_is_known_by_another_spelling_is_not_described_again(older, name):
    body = {"short_name": "UK MoD", "kind": "military", "belligerent": "false"}
    with pytest.raises(DraftError, match=f"'{name}' is in the ledger already, as uk_mod; name it without"):
        add_claim(older, CLAIM | {"claimant_id": name}, source=SOURCE, claimant=body)


@pytest.mark.parametrize(
    ("url", "publisher", "said"),
    [
        ("example.org/the-page2", "", r"^url: 'example.org/the-page2' is not .* https:// \(or http://\)"),
        ("www.gov.uk/page", "UK MoD", "^url: 'www.gov.uk/page' is not a page's address"),
        ("https:///page", "", "^url: https:///page has no host"),
        ("", "", "^source_id: it is not given; name a source of the ledger, or the address of the page"),
    ],
)
def test_what_is_no_address_is_told_as_such(older, url, publisher, said):
    before = contents(older)
    with pytest.raises(DraftError, match=said):
        add_claim(older, CLAIM, source={"url": url, "publisher": publisher})
    assert contents(older) == before


def test_a_page_the_ledger_knows_is_not_added_again(older):
    sources = load(older).sources
    known = sources[(sources["url"] != "") & (sources["published_on"] >= "2025-06-15")].iloc[0]
    added = add_claim(older, CLAIM, source={"url": known["url"]})
    assert [file for file, _, _ in added.rows] == ["claims.csv"]
    assert load(older).claims.set_index("claim_id").at[added.claim_id, "source_id"] == known["source_id"]


def test_a_file_that_cannot_be_written_is_named_and_unchanged(older, monkeypatch):
    before = contents(older)
    whole = Path.replace

    def full(part: Path, target: Path) -> Path:
        if target.parent == older:
            raise OSError(28, "No space left on device")
        return whole(part, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TableNotWrittenError, match=r"sources\.csv: cannot be written \(No space left"):
        add_claim(older, CLAIM, source=SOURCE)
    assert contents(older) == before


def test_a_folder_nobody_may_write_to_is_named_itself_and_not_the_copy_it_is_tried_in(older, monkeypatch):
    write = Path.open

    def closed(path: Path, *how: str, **more: str):
        if "x" in "".join(how) and not path.parent.stat().st_mode & 0o200:  # root may write all the same
            raise PermissionError(13, "Permission denied")
        return write(path, *how, **more)

    monkeypatch.setattr(Path, "open", closed)
    before = contents(older)
    older.chmod(0o555)
    with pytest.raises(TableNotWrittenError) as refusal:
        add_claim(older, CLAIM, source=SOURCE)
    older.chmod(0o755)
    assert str(refusal.value).startswith(f"{older / 'sources.csv'}: cannot be written (Permission denied)")
    assert contents(older) == before


def test_a_file_into_which_nothing_is_put_is_what_it_was(small_ledger):
    file = small_ledger.file("claims")
    text = file.read_text(encoding="utf-8").removesuffix("\n") + "Ends in X\n"
    file.write_text(text, encoding="utf-8", newline="")
    assert inserted(small_ledger.path, "claims", []).text == text


def test_names_that_are_taken_are_counted_on():
    assert free("The Page", {"the_page", "the_page_2"}) == "the_page_3"


def test_a_row_is_put_before_the_first_of_a_greater_key_whatever_lines_that_spans(small_ledger):
    found = inserted(small_ledger.path, "claims", [{"claim_id": "C3a", "measure": "killed"}])
    (line,) = found.lines
    lines = found.text.split("\n")
    assert lines[line - 1].startswith("C3a,killed,") and lines[line].startswith("C4,")


def test_a_page_whose_address_is_known_is_its_source(older: Path):
    before = load(older).sources
    page = before[before["url"] != ""].sort_values("published_on").iloc[-1]
    added = add_claim(older, CLAIM | {"reported_on": "2025-06-16"}, source={"url": page["url"]})
    after = load(older)
    assert after.claims.set_index("claim_id").at[added.claim_id, "source_id"] == page["source_id"]
    assert len(after.sources) == len(before)

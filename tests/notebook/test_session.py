"""Opening a report: the same from any folder, errors in one readable message, the claims at the end."""

from datetime import date

import pytest

from frontledger.ledger import load
from frontledger.notebook import CannotBeginError, begin
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import ROOT, ledger_folder
from frontledger.present.blocks import Finding, Note


def test_a_report_opens_on_the_shipped_ledger_cut_at_its_day():
    report = begin("troop_flows", as_of="2025-03-27", claimants=["nis"], ledger="", balance_date="latest")
    assert report.name == "troop_flows"
    assert report.ledger.as_of == date(2025, 3, 27)
    assert len(report.ledger.claims)
    assert set(report.ledger.claims["claimant_id"]) == {"nis"}
    assert (report.ledger.claims["reported_on"] <= "2025-03-27").all()


def test_a_relative_ledger_counts_from_the_project_whatever_the_folder(monkeypatch, tmp_path):
    expected = load(ROOT / "data").only(REGISTRY["brief"].reads, "brief").table_hashes
    for folder in (ROOT, ROOT / "notebooks", tmp_path):
        monkeypatch.chdir(folder)
        assert ledger_folder("data") == ROOT / "data"
        assert begin("brief", ledger="data").ledger.table_hashes == expected


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("brief", {"as_of": "yesterday"}, "brief: as_of: 'yesterday' is not a date"),
        ("brief", {"claimants": ["niss"]}, "brief: claimants: "),
        ("brief", {"claimants": ["UK MoD"]}, "'UK MoD' is not allowed; did you mean uk_mod?"),
        ("brief", {"ledger": "no-such-folder"}, "counted from the project's root"),
        ("brief", {"ledger": "no-such-folder"}, "no such folder"),
        (
            "drone_growth",
            {"series": "air_force"},
            "series: no such series as 'air_force'; did you mean air_force_",
        ),
        ("breif", {}, "breif: no such notebook; did you mean brief?"),
    ],
)
def test_what_cannot_begin_says_so_without_frames(name, values, said):
    with pytest.raises(CannotBeginError) as refused:
        begin(name, **values)
    shown = refused.value._render_traceback_()
    assert said in "\n".join(shown)
    assert not any("Traceback" in line or "File" in line for line in shown)
    assert refused.value.__suppress_context__


def test_the_claims_used_are_those_behind_the_blocks_each_once():
    report = begin("brief")
    first, second = report.ledger.claims["claim_id"][:2]
    table = report.claims_used(
        Finding("a", "One.", claims=(first,)),
        Note("n", "A note."),
        Finding("b", "Two.", claims=(second, first)),
    )
    assert sorted(table.claims) == sorted((first, second))
    assert len(table.rows) == 2

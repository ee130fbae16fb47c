"""Corrections: applied on the record, refused once they no longer fit."""

import pytest

from frontledger.ledger import load
from frontledger.ledger.tables import TABLES


def correct(folder, *rows):
    """Replace the small ledger's corrections."""
    text = "\n".join([",".join(TABLES["corrections"].names), *rows]) + "\n"
    folder.file("corrections").write_text(text, encoding="utf-8")


def claim(folder, claim_id):
    return load(folder.path).claims.set_index("claim_id").loc[claim_id]


def test_a_claim_set_aside_is_kept_but_not_selected(small_ledger):
    assert list(load(small_ledger.path).select("killed")["claim_id"]) == ["C1", "C2"]
    correct(small_ledger, "K1,claims,C2,best,set_aside,,Misheard,2025-03-01,300,page2")
    ledger = load(small_ledger.path)
    assert list(ledger.select("killed")["claim_id"]) == ["C1"]
    row = ledger.claims.set_index("claim_id").loc["C2"]
    assert (row["set_aside"], row["flag"], row["best"]) == (True, "Misheard", 300)
    assert not ledger.claims.set_index("claim_id").loc["C1", "set_aside"]


def test_an_override_replaces_the_cell_and_says_so(small_ledger):
    correct(small_ledger, "K1,claims,C2,best,override,330,A slip of the page,2025-03-01,300,page2")
    row = claim(small_ledger, "C2")
    assert row["best"] == 330
    assert (row["lower"], row["upper"]) == (pytest.approx(297), pytest.approx(363))
    assert row["flag"] == "best corrected from 300: A slip of the page"
    assert not row["set_aside"]


def test_an_override_may_blank_a_cell_and_fill_a_blank(small_ledger):
    correct(
        small_ledger,
        "K1,claims,C4,echo_of,override,,Independent,2025-03-01,C2,page3",
        "K2,claims,C4,period_start,override,2025-01,Read on the page,2025-03-01,,page3",
    )
    row = claim(small_ledger, "C4")
    assert row["echo_of"] == ""
    assert row["period_start"].isoformat() == "2025-01-01T00:00:00"
    assert row["flag"] == (
        "echo_of corrected from C2: Independent; period_start corrected from blank: Read on the page"
    )


def test_a_flag_warns_and_changes_nothing(small_ledger):
    row = claim(small_ledger, "C9")
    assert (row["flag"], row["set_aside"], row["best"]) == ("The page is cut off", False, 5000)
    assert claim(small_ledger, "C1")["flag"] == ""


def test_rows_with_longer_keys_are_named_by_all_parts(small_ledger):
    correct(
        small_ledger, "K1,drone_launches,2024-12/table,launched,override,1851,Recount,2025-03-01,1850,page2"
    )
    launches = load(small_ledger.path).drone_launches
    assert list(launches["launched"]) == [1851, 2600]
    assert list(launches["flag"]) == ["launched corrected from 1850: Recount", ""]


def test_the_order_of_corrections_does_not_matter(small_ledger):
    """Each is held against what was published, so one override cannot spoil what another expects."""
    rows = (
        "K1,claims,C2,best,override,330,A slip,2025-03-01,300,page2",
        "K2,claims,C2,best,flag,,Rounded,2025-03-01,300,page2",
    )
    correct(small_ledger, *rows)
    one = claim(small_ledger, "C2")
    correct(small_ledger, *reversed(rows))
    assert one.equals(claim(small_ledger, "C2"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("K1,claims,C2,best,override,330,Why,2025-03-01,310,", "expect: best of C2 holds '300', not '310'; "
         "the table has changed: delete the correction, or decide it anew"),
        ("K1,claims,C2,best,set_aside,,Why,2025-03-01,,", "expect: best of C2 holds '300', not ''; "
         "the table has changed: delete the correction, or decide it anew"),
        ("K1,claims,C22,best,flag,,Why,2025-03-01,300,",
         "target_id: C22 is not in claims.csv (did you mean C2?); mend it, or delete the correction"),
        ("K1,claims,C2,bets,flag,,Why,2025-03-01,300,",
         "column: claims.csv has no column bets (did you mean best?); mend its name"),
        ("K1,claims,C2,,override,330,Why,2025-03-01,,",
         "column: no column is named; name the column that is corrected or expected"),
        ("K1,claims,C2,claim_id,override,C20,Why,2025-03-01,C2,",
         "column: claim_id is a key; a key cannot be replaced: set the row aside, or mend it"),
        ("K1,claims,C2,best,override,3k,Why,2025-03-01,300,", "value: 3k is not in plain digits; write 3000"),
        ("K1,sources,page1,url,flag,,Why,2025-03-01,https://example.org/1,",
         "action: flag cannot be of a row of sources; "
         "it can be of claims, drone_launches, reference_ratios, events, article_claims"),
        ("K1,events,E1,,set_aside,,Why,2025-03-01,,",
         "action: set_aside cannot be of a row of events; it can be of claims"),
        ("K1,claims,C2,best,flag,,,2025-03-01,300,", "reason: the cell is blank; give a value: why."),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_a_fault(small_ledger, row, message):
    correct(small_ledger, row)
    assert small_ledger.faults() == [f"corrections.csv:2: {message}"]


def test_corrections_of_no_table_and_of_corrections(small_ledger):
    correct(
        small_ledger,
        "K1,clams,C2,,flag,,Why,2025-03-01,,",
        "K2,corrections,K1,,override,,Why,2025-03-01,,",
    )
    first, second = small_ledger.faults()
    assert first.startswith("corrections.csv:2: target_table: there is no table clams (did you mean claims?)")
    assert second.startswith("corrections.csv:3: target_table: there is no table corrections")


def test_one_cell_is_replaced_once(small_ledger):
    correct(
        small_ledger,
        "K1,claims,C2,best,override,330,Why,2025-03-01,300,",
        "K2,claims,C2,best,override,340,Why,2025-03-01,300,",
    )
    assert small_ledger.faults() == [
        "corrections.csv:3: column: K1 already replaces it; keep one of the two corrections"
    ]


def test_what_an_override_puts_there_is_checked_like_everything_else(small_ledger):
    correct(small_ledger, "K1,claims,C2,best,override,30000,Why,2025-03-01,300,")
    (fault,) = small_ledger.faults()
    assert fault.startswith("claims.csv:3: best: 30000 is over the ceiling of 20000")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("K1,claims,C2,measure,override,,Why,2025-03-01,killed,", "measure cannot be blank; give the new value"),
        ("K1,claims,C2,kind,override,estimat,Why,2025-03-01,estimate,",
         "estimat is not in the closed list (did you mean estimate?); "
         "write one of estimate, forecast, acknowledgement, event"),
        ("K1,claims,C2,scope,override,frnt,Why,2025-03-01,front,",
         "frnt is not in scopes.csv (did you mean front?); mend it, or add the row it refers to"),
    ],
)  # fmt: skip
def test_an_override_that_its_column_cannot_hold_is_a_fault_of_the_correction(small_ledger, line, message):
    correct(small_ledger, line)
    assert small_ledger.faults() == [f"corrections.csv:2: value: {message}"]

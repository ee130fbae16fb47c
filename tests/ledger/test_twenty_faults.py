"""Twenty different faults in one ledger give twenty located messages in one run: none missing, none more."""

import pytest

from frontledger.ledger import LedgerError, load

PLANTED = [
    # table, what stands there, what is put there, the message
    ("claims", "C1,killed,troops,,100,", "C1,killed,troops,,4k,",
        "best: 4k is not in plain digits; write 4000"),
    (
        "claims",
        "C2,killed,troops,,300,,about,2024-12-01,2025-01-13",
        "C2,killed,troops,,300,,about,2024-12-01,13/01/2025",
        "period_end: 13/01/2025 is not an ISO date; write 2025-01-13, year first",
    ),
    (
        "claims",
        "C3,wounded,troops,,2700,,about",
        "C3,wounded,troops,,2700,,abuot",
        "qualifier: abuot is not in the closed list (did you mean about?); "
        "write one of exact, about, nearly, at_least, more_than, up_to, between",
    ),
    ("claims", "estimate,C2,6", "estimate,C1,6,", "the row has 20 cells, the header 19; "
        "quote cells that hold commas, and keep a comma for every blank cell"),
    ("claims", "C5,sent,troops,10000,", "C5,sent,troops,13000,",
        "low: 13000 is more than high 12000; the order is low <= best <= high"),
    ("claims", "C6,sent,troops,,3000", "C6,sent,troops,,300000",
        "best: 300000 is over the ceiling of 100000; "
        "check it against the source, or mend the range of sent in measures.csv"),
    ("claims", "C7,withdrawn,troops,,,", "C7,withdrawn,troops,,50,",
        "best: an event measure has no number; leave it blank, or choose another measure"),
    ("claims", "C8,death_share,troops,,12.5,,exact,,2025-01-13,front,,agency",
        "C8,death_share,troops,,12.5,,exact,,2025-01-13,front,,agancy",
        "claimant_id: agancy is not in claimants.csv (did you mean agency?); "
        "mend it, or add the row it refers to"),
    ("claims", "C9,shells,supplier,,5000,,more_than,2024,2024-12-31",
        "C9,shells,supplier,,5000,,more_than,2024,2026-12-31",
        "period_end: 2026-12-31 is after the report of 2025-02-04; "
        "mend one of the two dates, or write kind forecast"),
    ("claimants", "official,true,D", "official,yes,D",
        "belligerent: yes is neither true nor false; write true or false"),
    ("sources", "https://example.org/3", "ftp://example.org/3",
        "url: ftp://example.org/3 is not a web address; write one that starts with http:// or https://"),
    ("sources", "page5,Weekly", "page5,=Weekly",
        "publisher: the text starts with '=', which a spreadsheet would run as a formula; "
        "start the text with a word"),
    ("measures", "cumulative,Wounded so far", "cumulative,",
        "definition: the cell is blank; give a value: what counts and what does not."),
    ("scopes", "country,Country,war", "country,Country,front",
        "inside: country lies in itself; give the wider one, or leave it blank for the widest"),
    ("forces", "supplier,Supplier,", "supplier, Supplier,",
        "name: there are spaces around 'Supplier'; delete them"),
    ("drone_launches", "2025-01,table", "2024-12,table",
        "month: 2024-12/table is already on line 2; "
        "give every row a key of its own, or delete one of the two"),
    ("reference_ratios", "103284,3.06", "103284,3.60",
        "ratio: 3.60 is not wounded divided by killed, which is 3.06; "
        "check the three numbers against the source"),
    ("events", "E1,2024-10-23", "E1,2024-10-32",
        "date: 2024-10-32 is not in the calendar; write a date that exists"),
    ("article_claims", "So many killed", "So many \u202ekilled",
        "statement: it holds the unseen or broken character U+202E; delete that character"),
    ("corrections", "2025-03-01,5000", "2025-03-01,6000",
        "expect: best of C9 holds '5000', not '6000'; "
        "the table has changed: delete the correction, or decide it anew"),
]  # fmt: skip


def test_twenty_faults_give_twenty_messages(small_ledger):
    expected = []
    for table, old, new, message in PLANTED:
        line = small_ledger.spoil(table, old, new)
        place = f"{table}.csv:{line}:"
        expected.append(f"{place} {message}")
    assert len(PLANTED) == 20
    # C3 runs over two lines and C4 stands below it: faults are told by a row's first line
    assert sorted(small_ledger.faults()) == sorted(expected)


def test_load_refuses_with_all_of_them_in_order(small_ledger):
    for table, old, new, _ in PLANTED:
        small_ledger.spoil(table, old, new)
    with pytest.raises(LedgerError) as caught:
        load(small_ledger.path)
    faults = caught.value.faults
    assert len(faults) == 20
    assert list(faults) == sorted(faults)
    assert str(caught.value).splitlines() == [str(fault) for fault in faults]
    assert str(caught.value).startswith(f"{small_ledger.path}/article_claims.csv:2: statement: ")

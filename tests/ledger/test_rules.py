"""The rules: each planted fault gives its own message at its own place, and nothing else."""

import re

import pytest

from frontledger.ledger.tables.countries import COUNTRIES

EITHER = "mend one of the two dates"

SLIPS = {
    "number without qualifier": (
        "claims", "C1,killed,troops,,100,,at_least", "C1,killed,troops,,100,,",
        "qualifier: best is given without a qualifier; write exact where nothing hedges it",
    ),
    "between without both bounds": (
        "claims", "10000,,12000,between", "10000,,,between",
        "qualifier: between needs low and high; give both bounds, or another qualifier",
    ),
    "qualifier that misses its bound": (
        "claims", "C6,sent,troops,,3000,,up_to", "C6,sent,troops,3000,,,up_to",
        "qualifier: up_to has no number to hedge; give best, or leave qualifier blank",
    ),
    "no number": (
        "claims", "C1,killed,troops,,100,,at_least", "C1,killed,troops,,,,",
        "best: no number is stated; give one, or choose a measure whose form is event",
    ),
    "event that is none": (
        "claims", "2024-12-31,country,,agency,,page5,2025-02-04,estimate",
        "2024-12-31,country,,agency,,page5,2025-02-04,event",
        "kind: shells is a cumulative, not an event; choose another kind, or a measure whose form is event",
    ),
    "estimate of an event": (
        "claims", "page5,2025-02-04,event", "page5,2025-02-04,estimate",
        "kind: estimate is not a kind for an event measure; write event or acknowledgement",
    ),
    "half a person": (
        "claims", "C3,wounded,troops,,2700,", "C3,wounded,troops,,2700.5,",
        "best: 2700.5 is not a whole number; write a whole number",
    ),
    "thousands parted by a point": (
        "claims", "C3,wounded,troops,,2700,", "C3,wounded,troops,,2.700,",
        "best: 2.700 is not a whole number; write 2700 if its point parts thousands, else a whole number",
    ),
    "whole thousands parted by a point": (
        "claims", "C3,wounded,troops,,2700,", "C3,wounded,troops,,2.000,",
        "best: 2.000 may be 2000 or 2; write 2000 or 2",
    ),
    "launches in thousands parted by a point": (
        "drone_launches", "2600,1500", "2.000,1500", "launched: 2.000 may be 2000 or 2; write 2000 or 2",
    ),
    "killed in thousands parted by a point": (
        "reference_ratios", "33741,103284,3.06", "33.741,103.284,3.06",
        "killed: 33.741 is not a whole number; write 33741 if its point parts thousands, else a whole number",
        "wounded: 103.284 is not a whole number; write 103284 if its point parts thousands, else a whole number",
    ),
    "over the ceiling": (
        "claims", "C8,death_share,troops,,12.5", "C8,death_share,troops,,125",
        "best: 125 is over the ceiling of 100; "
        "check it against the source, or mend the range of death_share in measures.csv",
    ),
    "best outside its bounds": (
        "claims", "10000,,12000,between", "10000,13000,12000,between",
        "best: 13000 is more than high 12000; the order is low <= best <= high",
    ),
    "period over before it begins": (
        "claims", "at_least,2024-12-01,2024-12-19", "at_least,2024-12-21,2024-12-19",
        "period_start: 2024-12-21 is after period_end 2024-12-19; put the earlier date first",
    ),
    "estimate of the future": (
        "claims", "about,,2025-01,front", "about,,2025-02,front",
        f"period_end: 2025-02 is after the report of 2025-01-20; {EITHER}, or write kind forecast",
    ),
    "estimate that begins in the future": (
        "claims", "more_than,2024,2024-12-31,", "more_than,2025-03,,",
        f"period_start: 2025-03 is after the report of 2025-02-04; {EITHER}, or write kind forecast",
    ),
    "forecast of the past": (
        "claims", "up_to,,2025-06", "up_to,,2024-12",
        f"period_end: 2024-12 is before the forecast was reported on 2025-01-31; "
        f"{EITHER}, or write kind estimate",
    ),
    "said after it was printed": (
        "sources", "https://example.org/1,2024-12-19", "https://example.org/1,2024-12-17",
        f"reported_on: 2024-12-19 is after its source page1 was published on 2024-12-17; {EITHER}",
    ),
    "echo of nothing": (
        "claims", "estimate,C2,6", "estimate,C22,6",
        "echo_of: C22 is not in claims.csv (did you mean C2?); mend it, or add the row it refers to",
    ),
    "echo of itself": (
        "claims", "estimate,C2,6", "estimate,C4,6",
        "echo_of: the claim repeats itself; name the claim it repeats, or leave it blank",
    ),
    "echo of an echo": (
        "claims", "2025-01-13,estimate,,3,\nC3", "2025-01-13,estimate,C1,3,\nC3",
        "echo_of: C2 is itself an echo; name the original, C1",
    ),
    "echo of another measure": (
        "claims", "estimate,C2,6", "estimate,C3,6",
        "echo_of: C3 is of another measure, wounded; an echo repeats a claim of its own measure",
    ),
    "echo before its original": (
        "claims", "2024-12-19,estimate,,3,First", "2024-12-19,estimate,C2,3,First",
        "echo_of: C2 was reported later, on 2025-01-13; mark the later claim as the echo",
    ),
    "credibility out of scale": (
        "claims", "estimate,,4,\n", "estimate,,7,\n", "credibility: 7 is too large; write 6 or less",
    ),
    "reliability out of scale": (
        "claimants", "false,C,", "false,G,",
        "reliability: G is not in the closed list; write one of A, B, C, D, E, F",
    ),
    "script for an address": (
        "sources", "https://example.org/5", "javascript:alert(1)",
        "url: javascript:alert(1) is not a web address; write one that starts with http:// or https://",
    ),
    "spaces in an identifier": (
        "events", "E1,2024-10-23,First sighting,deployment", "E1,2024-10-23,First sighting,on the way",
        "category: on the way is not an identifier; use letters, digits, _ . - only",
    ),
    "unknown scope": (
        "claims", "C9,shells,supplier,,5000,,more_than,2024,2024-12-31,country",
        "C9,shells,supplier,,5000,,more_than,2024,2024-12-31,county",
        "scope: county is not in scopes.csv (did you mean country?); mend it, or add the row it refers to",
    ),
    "floor over ceiling": (
        "measures", "Rounds delivered so far,0,20000000", "Rounds delivered so far,20000001,20000000",
        "floor: 20000001 is more than ceiling 20000000; the order is floor <= ceiling",
    ),
    "sum with two wholes": (
        "identities", "total,casualties,wounded", "total,sent,wounded",
        "whole: total already has the whole casualties; a sum has one whole",
    ),
    "part of itself": (
        "identities", "total,casualties,wounded", "total,casualties,casualties",
        "part: casualties is a part of itself; name another part",
    ),
    "sign": (
        "identities", "casualties,wounded,+1", "casualties,wounded,1",
        "sign: 1 is neither +1 nor -1; write +1 to add the part, -1 to take it away",
    ),
    "more downed than flew": (
        "drone_launches", "1850,1100,1700", "1850,1100,1900",
        "neutralised: 1900 is more than launched 1850; the order is destroyed <= neutralised <= launched",
    ),
    "article's period ends before it begins": (
        "article_claims", ",300,,,2025-01,", ",300,,2025-02,2025-01,",
        "period_start: 2025-02 is after period_end 2025-01; put the earlier date first",
    ),
    "article over the ceiling": (
        "article_claims", "about,,300,", "about,,30000,",
        "best: 30000 is over the ceiling of 20000; "
        "check it against the source, or mend the range of killed in measures.csv",
    ),
    "article without a qualifier": (
        "article_claims", "front,about,,300,", "front,,,300,",
        "qualifier: best is given without a qualifier; write exact where nothing hedges it",
    ),
    "more than can have flown": (
        "drone_launches", "2600,1500", "260000,1500",
        "launched: 260000 is over the ceiling of 20000; "
        "check it against the source, or mend the range of drones_launched in measures.csv",
    ),
    "count before its month": (
        "drone_launches", "true,exact,2025-01-31", "true,exact,2024-12-31",
        f"reported_on: 2024-12-31 is before the month 2025-01; {EITHER}",
    ),
    "ratio outside its range": (
        "reference_ratios", ",4,3,5,", ",6,3,5,", "ratio: 6 is more than ratio_high 5; "
        "the order is ratio_low <= ratio <= ratio_high",
    ),
    "ratio to nobody": (
        "reference_ratios", "33741,103284,3.06", "0,103284,3.06",
        "ratio: 3.06 is not wounded divided by killed, which is inf; check the three numbers against the source",
    ),
    "ratio turned over": (
        "reference_ratios", "33741,103284,3.06", "33741,103284,0.33",
        "ratio: 0.33 is not wounded divided by killed, which is 3.06; "
        "check the three numbers against the source",
    ),
    "office left before it was taken": (
        "offices", "2024-05,2025-02-01", "2025-05,2025-02-01",
        "shown_from: 2025-05 is after shown_to 2025-02-01; put the earlier date first",
    ),
    "sort of event that no event is of": (
        "article_claims", "2025-01-15,agency,,,,", "2025-01-15,agency,,,deploymant,",
        "event_category: deploymant is the category of no event in events.csv (did you mean deployment?); "
        "mend it, or add the event",
    ),
    "person in another spelling": (
        "article_claims", "2025-01-15,agency,,,,", "2025-01-15,agency,A ministér,Minister,,",
        "person: A ministér is not in offices.csv (did you mean A Minister?); "
        "write it as there, or add it there if it is another person",
    ),
    "office in look-alike letters": (
        "article_claims", "2025-01-15,agency,,,,", "2025-01-15,agency,A Minister,Ministеr,,",
        "office: Ministеr is not in offices.csv (did you mean Minister?); "
        "write it as there, or add it there if it is another office",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=[name.replace(" ", "-") for name in SLIPS])
def test_one_slip_one_message(small_ledger, slip):
    table, old, new, *messages = SLIPS[slip]
    small_ledger.spoil(table, old, new)
    faults = small_ledger.faults()
    assert [fault.split(": ", 1)[1] for fault in faults] == messages


@pytest.mark.parametrize(
    ("measure", "floor", "old", "new"),
    [("sent so far,0", "sent so far,1000", ",,3000,,up_to", ",,3.250,,up_to"),
     ("share of casualties,0", "share of casualties,20", ",,12.5,,exact", ",,12.500,,exact")],
)  # fmt: skip
def test_under_the_floor_a_point_that_may_part_thousands_is_named_and_no_range_is_to_be_mended(
    small_ledger, measure, floor, old, new
):
    small_ledger.spoil("measures", measure, floor)
    small_ledger.spoil("claims", old, new)
    (fault,) = small_ledger.faults()
    text = new.split(",")[2]
    meant = text.replace(".", "")
    assert f"best: {text} is under the floor of {floor.split(',')[1]}; " in fault
    assert fault.endswith(f"write {meant} if its point parts thousands, else check it against the source")


@pytest.mark.parametrize(
    "person",
    [
        "Á Minister",
        "A-Minister",
        "А Міnіster",
        "A Minster",
        "A Ministers",
        "A Mniister",
        "A Minisder",
    ],
)
def test_a_person_who_is_near_one_on_record_is_not_taken_for_unknown(small_ledger, person):
    small_ledger.spoil("article_claims", "2025-01-15,agency,,,,", f"2025-01-15,agency,{person},,,")
    (fault,) = small_ledger.faults()
    assert "person: " in fault and "(did you mean A Minister?)" in fault


@pytest.mark.parametrize(
    "person", ["A Minister", "a MINISTER", "A Mayor", "The Minister", "Another Minister", "Министр"]
)
def test_a_person_may_be_on_record_or_like_nobody_there(small_ledger, person):
    small_ledger.spoil("article_claims", "2025-01-15,agency,,,,", f"2025-01-15,agency,{person},Mayor,,")
    assert small_ledger.faults() == []


def test_where_an_event_or_office_cannot_be_read_the_article_may_be_right(small_ledger):
    small_ledger.spoil("article_claims", "2025-01-15,agency,,,,", "2025-01-15,agency,A ministér,,retreat,")
    small_ledger.spoil("events", "Return,deployment", "Return,the retreat")
    small_ledger.spoil("offices", "A Minister,", " A minister,")
    assert [fault.split(":")[0] for fault in small_ledger.faults()] == ["events.csv", "offices.csv"]


def test_a_sort_of_event_that_no_event_is_of_is_told_once(small_ledger):
    small_ledger.spoil("article_claims", "2025-01-15,agency,,,,", "2025-01-15,agency,,,retreat,")
    with small_ledger.file("article_claims").open("a", encoding="utf-8") as file:
        file.write("A2,retreat,They left,,,,,,,,,,2025-01-15,,,,retreat,\n")
    assert [fault.split(": ")[0] for fault in small_ledger.faults()] == ["article_claims.csv:2"]


@pytest.mark.parametrize("country", ["True", "inf", "U\nA", "USA\u0338", "usa", "US", "XYZ", "UAS"])
def test_a_country_is_one_of_the_codes_there_are(small_ledger, country):
    rows = small_ledger.file("claimants").read_text(encoding="utf-8")
    before = rows.splitlines()[1]
    cells = before.split(",")
    cells[3] = f'"{country}"'
    small_ledger.spoil("claimants", before, ",".join(cells))
    (fault,) = small_ledger.faults()
    assert fault.startswith("claimants.csv:2: country: ") and len(fault) < 300


def test_the_codes_of_countries_are_three_capitals_each_once():
    assert len(set(COUNTRIES)) == len(COUNTRIES) == 250
    assert all(re.fullmatch("[A-Z]{3}", code) for code in COUNTRIES)


def test_a_forecast_may_reach_beyond_its_report(small_ledger):
    small_ledger.spoil("claims", "up_to,,2025-06", "up_to,,2031")
    assert small_ledger.faults() == []


def test_doubt_about_the_day_is_no_fault(small_ledger):
    """An estimate for the running year, reported before it is over, is sound."""
    small_ledger.spoil("claims", "at_least,2024-12-01,2024-12-19", "at_least,2024-12-01,2024")
    assert small_ledger.faults() == []


def test_the_same_claim_twice(small_ledger):
    with small_ledger.file("claims").open("a", encoding="utf-8") as file:
        file.write(
            "C10,killed,troops,,100,,at_least,,2024-12-19,front,,agency,,page1,2024-12-19,estimate,,3,Again\n"
        )
    assert small_ledger.faults() == [
        "claims.csv:12: claim_id: it says the same as C1 on line 2; "
        "delete one, mark it as an echo, or say in scope_detail how they differ"
    ]


def test_a_bad_key_is_not_held_against_what_refers_to_it(small_ledger):
    small_ledger.spoil("claimants", "agency,The Agency", "the agency!,The Agency")
    assert small_ledger.faults() == [
        "claimants.csv:2: claimant_id: the agency! is not an identifier; use letters, digits, _ . - only"
    ]


def test_a_ledger_with_series_has_one_main_series(small_ledger):
    second = "all,true,\nother,Other table,agency,computed,exact,end_date,included,all,true,"
    small_ledger.spoil("drone_series", "all,true,", second)
    assert small_ledger.faults() == [
        "drone_series.csv:3: main: table is the main series already; write true for one series only"
    ]


def test_a_series_must_be_the_main_one(small_ledger):
    small_ledger.spoil("drone_series", "excluded,all,true", "excluded,all,false")
    assert small_ledger.faults() == [
        "drone_series.csv:2: main: no series is the main one; write true for one of them"
    ]


def test_circles_of_any_length_are_found_once(small_ledger):
    small_ledger.spoil("scopes", "war,The war,,", "war,The war,front,")
    (fault,) = small_ledger.faults()
    assert "lies in itself" in fault


def test_a_row_that_many_refer_to_is_missed_once_a_column(small_ledger):
    small_ledger.spoil("scopes", "front,Front", "Front,Front")
    assert small_ledger.faults() == [
        "article_claims.csv:2: scope: front is not in scopes.csv (did you mean Front?); "
        "mend it, or add the row it refers to",
        "claims.csv:2: scope: front is not in scopes.csv (did you mean Front?), the same on 5 more, "
        "down to line 10; mend it, or add the row it refers to",
    ]


def test_a_key_that_cannot_be_read_accounts_for_one_name_only(small_ledger):
    """The blank key was `front`; the claimant and the scope nobody has heard of are told all the same."""
    small_ledger.spoil("scopes", "front,Front", ",Front")
    small_ledger.spoil("claims", "more_than,2024,2024-12-31,country", "more_than,2024,2024-12-31,elsewhere")
    blank, unknown = sorted(small_ledger.faults(), reverse=True)
    assert blank.startswith("scopes.csv:4: scope: the cell is blank")
    assert unknown.startswith("claims.csv:11: scope: elsewhere is not in scopes.csv; ")


def test_a_key_that_another_row_has_is_one_fault(small_ledger):
    """C2 became a second C1, so the echo of C2 leads nowhere; the remedy of the one mends the other."""
    small_ledger.spoil("claims", "C2,killed", "C1,killed")
    assert small_ledger.faults() == [
        "claims.csv:3: claim_id: C1 is already on line 2; "
        "give every row a key of its own, or delete one of the two"
    ]

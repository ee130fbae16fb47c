"""Reading: encodings, headers, rows that are none, and the lines faults stand on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontledger.ledger import check
from frontledger.ledger.tables import TABLES

HEADER = ",".join(TABLES["forces"].names)


def test_a_sound_ledger_has_no_fault(small_ledger):
    assert small_ledger.faults() == []


def test_missing_folder(tmp_path):
    place = tmp_path / "nowhere"
    assert [str(fault) for fault in check(place)] == [
        f"{place}: there is no such folder; give a folder that holds a ledger"
    ]


def test_missing_file_is_one_fault_and_what_refers_to_it_is_none(small_ledger):
    small_ledger.file("claimants").unlink()
    (fault,) = small_ledger.faults()
    assert fault.startswith(
        "claimants.csv: the file is missing; add it and start it with the header line claimant_id,"
    )


def test_a_folder_in_the_place_of_a_file(small_ledger):
    small_ledger.file("forces").unlink()
    small_ledger.file("forces").mkdir()
    (fault,) = small_ledger.faults()
    assert fault.startswith("forces.csv: the file cannot be read (Is a directory)")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: b"",
         "forces.csv:1: the file is empty; start it with the header line force,name,definition"),
        (lambda data: b"\xef\xbb\xbf" + data,
         "forces.csv:1: the file starts with a byte order mark; "
         "`frontledger check --fix` takes it away, or save the file as UTF-8 without one"),
        (lambda data: data.decode().encode("utf-16"), "forces.csv:1: the file is UTF-16; save it as UTF-8"),
        (lambda data: data.replace(b"that supplies", b"that suppli\xe9s"),
         "forces.csv:3: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (lambda data: data.replace(b"supplies", b"suppl\x00ies"),
         "forces.csv:3: the line holds a NUL byte; delete it, or save the file as UTF-8"),
        (lambda data: data.replace(b"Soldiers sent", b'"Soldiers "sent"'),
         "forces.csv:2: the quotes of the row do not match; "
         "double every quote inside a quoted cell, close what is open"),
        (lambda data: data.replace(b"Soldiers sent", b'"Soldiers sent'),
         "forces.csv:2: the quotes of the row do not match; "
         "double every quote inside a quoted cell, close what is open"),
        (lambda data: data.replace(b"Soldiers sent", b'Soldiers "sent'),
         "forces.csv:2: the quotes of the row do not match; "
         "double every quote inside a quoted cell, close what is open"),
        (lambda data: data.replace(b"Soldiers sent", b'"Soldiers sent"\xe9'),
         "forces.csv:2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (lambda data: data.replace(b"Soldiers sent", b"Soldiers" * 20_000),
         "forces.csv:2: a cell of the row is too long to be read; "
         "close the quote that opens it, or shorten it"),
        (lambda data: data.replace(b"Soldiers sent", b"Soldiers, sent"),
         "forces.csv:2: the row has 4 cells, the header 3; "
         "quote cells that hold commas, and keep a comma for every blank cell"),
        (lambda data: data.replace(b"Troops,Soldiers sent", b"Troops"),
         "forces.csv:2: the row has 2 cells, the header 3; "
         "quote cells that hold commas, and keep a comma for every blank cell"),
        (lambda data: data.replace(b"\nsupplier", b"\n\nsupplier"),
         "forces.csv:3: the line is blank; delete it"),
    ],
)  # fmt: skip
def test_form_of_the_file(small_ledger, change, message):
    """Rows that refer to a row lost this way are not reported: one slip, one message."""
    file = small_ledger.file("forces")
    file.write_bytes(change(file.read_bytes()))
    assert small_ledger.faults() == [message]


@pytest.mark.parametrize(
    ("header", "messages"),
    [
        ("force,nmae,definition",
         ["nmae: the column 'nmae' is not known (did you mean name?); mend its name"]),
        ("FORCE,name,definition",
         ["FORCE: the column 'FORCE' is not known (did you mean force?); mend its name"]),
        ('"fo\nrce",name,definition',
         ["fo\\nrce: the column 'fo\\nrce' is not known (did you mean force?); mend its name"]),
        ("force,name", ["definition: the column is missing; add it; the header is force,name,definition"]),
        ("force,name,name,definition", ["name: the column is there twice; delete one of them"]),
        ("force,name,definition,colour", ["colour: the column 'colour' is not known; delete it"]),
        ("force,name,definition, ,", [
            "the header goes on after definition with columns that have no name; "
            "`frontledger check --fix` takes them out where nothing stands in them, or delete them"]),
        ("force,,name,,definition",
         [f"column {place} has no name; delete it, or write its name" for place in (2, 4)]),
        ("force,definition,name",
         ["definition: the column stands in the place of name; order them force,name,definition"]),
        ("force;name;definition",
         ["cells are not separated by commas; `frontledger check --fix` puts commas between them"]),
        ("name;definition", ["the first line is not the header; start with force,name,definition"]),
    ],
)  # fmt: skip
def test_header(small_ledger, header, messages):
    cells = header.count(",") + 1
    rows = [",".join([force, *["text"] * (cells - 1)]) for force in ("troops", "supplier")]
    small_ledger.file("forces").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    faults = [fault for fault in small_ledger.faults() if not fault.startswith("forces.csv:2")]
    assert faults == [f"forces.csv:1: {message}" for message in messages]


def test_lines_are_counted_through_quoted_line_breaks(small_ledger):
    """C3 has a note on two lines; what stands below it is told by its own line all the same."""
    lines = small_ledger.file("claims").read_text(encoding="utf-8").splitlines()
    line = small_ledger.spoil("claims", "C9,shells,supplier,,5000", "C9,shells,supplier,,5e3")
    assert lines[line - 1].startswith("C9")
    assert small_ledger.faults() == [
        f"claims.csv:{line}: best: 5e3 is not a number; "
        "write plain digits, or leave it blank where no number was stated"
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(small_ledger, ending):
    line = small_ledger.spoil("events", "E2,2025-02,", "E2,2025-2,")
    file = small_ledger.file("events")
    file.write_bytes(file.read_bytes().replace(b"\n", ending.encode()))
    assert small_ledger.faults() == [
        f"events.csv:{line}: date: 2025-2 is not an ISO date; write YYYY-MM-DD, YYYY-MM or YYYY"
    ]


def test_keys_of_lost_rows_are_remembered_by_what_refers_to_them(small_ledger):
    """An open quote swallows the rows below it; claims of their claimants are not blamed."""
    small_ledger.spoil("claimants", "agency,The Agency", 'agency,"The Agency')
    (fault,) = small_ledger.faults()
    assert fault.startswith("claimants.csv:2: the quotes of the row do not match")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(TABLES)), data=st.binary(max_size=200))
def test_no_bytes_whatever_make_it_stumble(small_ledger, name, data):
    file = small_ledger.file(name)
    sound = file.read_bytes()
    try:
        file.write_bytes(sound[: len(sound) // 2] + data + sound[len(sound) // 2 :])
        for fault in check(small_ledger.path):
            assert fault.fault
            assert fault.remedy
    finally:
        file.write_bytes(sound)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_one_broken_cell_is_one_fault(small_ledger, name):
    """Column by column: a cell with an unseen character gives one message at its place and none elsewhere."""
    table = TABLES[name]
    file = small_ledger.file(name)
    sound = file.read_text(encoding="utf-8")
    header, first, rest = sound.split("\n", 2)
    for place, column in enumerate(table.names):
        cells = first.split(",")
        cells[place] += "\u200b"
        file.write_text("\n".join([header, ",".join(cells), rest]), encoding="utf-8")
        expected = (
            f"{name}.csv:2: {column}: it holds the unseen or broken character U+200B; delete that character"
        )
        assert small_ledger.faults() == [expected]
    file.write_text(sound, encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["claims", "claimants", "sources", "measures", "drone_launches", "corrections"]
)
def test_a_header_out_of_order_over_cells_in_order_is_one_fault(small_ledger, name):
    """The second key column of most tables is an identifier too: the cells tell which order was meant."""
    header, rest = small_ledger.file(name).read_text(encoding="utf-8").split("\n", 1)
    first, second, *others = header.split(",")
    rows = rest + rest.replace("K1,", "K2,").replace("flag", "set_aside") if name == "corrections" else rest
    text = ",".join([second, first, *others]) + "\n" + rows
    small_ledger.file(name).write_text(text, encoding="utf-8")
    (fault,) = small_ledger.faults()
    assert fault.startswith(f"{name}.csv:1: {second}: the column stands in the place of {first}; ")


def test_columns_that_moved_with_their_header_are_read_by_it(small_ledger):
    lines = small_ledger.file("claims").read_text(encoding="utf-8").split("\n")
    moved = [",".join([*line.split(",")[1::-1], *line.split(",")[2:]]) for line in lines[:3]]
    kept = [moved[0], moved[1], moved[2].replace("300", "3k")]
    small_ledger.file("claims").write_text("\n".join(kept) + "\n", encoding="utf-8")
    small_ledger.file("corrections").write_text(
        ",".join(TABLES["corrections"].names) + "\n", encoding="utf-8"
    )
    assert [fault.split(";")[0] for fault in small_ledger.faults()] == [
        "claims.csv:1: measure: the column stands in the place of claim_id",
        "claims.csv:3: best: 3k is not in plain digits",
    ]


def test_a_file_that_is_no_table_is_not_taken_for_read(small_ledger):
    (small_ledger.path / "README.md").write_text("Ours.")
    (small_ledger.path / "claims_2025.csv").write_text("claim_id\n")
    assert small_ledger.faults() == [
        "claims_2025.csv: the file is no table of a ledger; move it out of the folder"
    ]


def test_a_mistyped_file_name_is_one_fault(small_ledger):
    small_ledger.file("events").rename(small_ledger.path / "Event.csv")
    assert small_ledger.faults() == [
        "Event.csv: the file is no table of a ledger (did you mean events.csv?); mend its name"
    ]


def test_a_folder_that_is_no_ledger_is_one_fault(tmp_path):
    for place, problem in (
        (tmp_path, "the folder holds no table of a ledger"),
        (tmp_path / ("a" * 300), "the folder cannot be read (File name too long)"),
    ):
        (fault,) = check(place)
        assert str(fault) == f"{place}: {problem}; give a folder that holds a ledger"


def test_a_fault_stays_on_one_line_and_short(small_ledger):
    small_ledger.spoil("claims", "exact,,2025-01-13", '"exact\x1b[2J\n' + "y" * 5000 + '",,2025-01-13')
    (fault,) = small_ledger.faults()
    assert fault.startswith("claims.csv:10: qualifier: ") and fault.isprintable() and len(fault) < 600


def test_where_the_column_of_the_keys_is_missing_what_refers_to_them_is_not_blamed(small_ledger):
    file = small_ledger.file("scopes")
    rows = [line.partition(",")[2] for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join([*rows, ""]), encoding="utf-8", newline="")
    assert {fault.partition(":")[0] for fault in small_ledger.faults()} == {"scopes.csv"}

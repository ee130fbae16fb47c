"""Files that a stranger might give to an import, each with what the refusal must say."""

import struct
import zipfile

from . import books

_SHEET = "xl/worksheets/sheet1.xml"
_SMALL = {"claims": [["claim_id", "measure"], ["C1", "killed"]]}
_CELLS = b'<row r="3">%b</row></sheetData>'


def lying_directory(data, name):
    """The zip with a directory that gives the part far fewer bytes than it unpacks to."""
    place = data.rindex(name.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    return data[: place + 24] + struct.pack("<I", 40) + data[place + 28 :]


def bomb(million):
    """A sheet that unpacks to so many million bytes of nothing."""
    nothing = b" " * (million * 1_000_000)
    return books.changed(
        books.xlsx(_SMALL), **{_SHEET: lambda part: part.replace(b"</sheetData>", nothing + b"</sheetData>")}
    )


def with_cells(cells):
    return books.changed(
        books.xlsx(_SMALL), **{_SHEET: lambda part: part.replace(b"</sheetData>", _CELLS % cells)}
    )


def doctype(part):
    _, declaration, rest = part.partition(b"?>")
    lol = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
    return _ + declaration + b'<!DOCTYPE x [<!ENTITY l0 "lol">' + lol + b"]>" + rest


def utf16_doctype(part):
    return doctype(part).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def twice():
    data = books.xlsx(_SMALL)
    import io
    import warnings

    buffer = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(_SHEET, books.parts_of(data)[_SHEET])
    return buffer.getvalue()


def repeated_cells(rows, columns):
    cell = books.ods_cell("x", f'table:number-columns-repeated="{columns}"')
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return books.ods(_SMALL, row)


def encrypted_ods():
    return books.changed(
        books.ods(_SMALL),
        **{
            "META-INF/manifest.xml": lambda part: part.replace(
                b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
            )
        },
    )


def linked_ods(what):
    return books.ods(_SMALL, f'<table:{what} xlink:href="file:///etc/passwd"/>')


def locked_zip():
    data = bytearray(books.xlsx(_SMALL))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark)
        data[place + offset] |= 1
    return bytes(data)


HOSTILE = {
    "bomb.xlsx": (lambda: bomb(100), "unpacks to"),
    "dense.xlsx": (lambda: bomb(30), "unpacks to"),
    "lying.xlsx": (lambda: lying_directory(bomb(20), _SHEET), "cannot be unpacked"),
    "far.xlsx": (lambda: with_cells(b'<c r="XFD1048576"><v>1</v></c>'), "farther than any table"),
    "wide.xlsx": (lambda: with_cells(b'<c r="ZZZ3"><v>1</v></c>'), "farther than any table"),
    "doctype.xlsx": (lambda: books.changed(books.xlsx(_SMALL), **{_SHEET: doctype}), "document type"),
    "utf16.xlsx": (
        lambda: books.changed(books.xlsx(_SMALL), **{"xl/styles.xml": utf16_doctype}),
        "document type",
    ),
    "macros.xlsx": (lambda: books.changed(books.xlsx(_SMALL), **{"xl/vbaProject.bin": b"x"}), "holds macros"),
    "links.xlsx": (
        lambda: books.changed(books.xlsx(_SMALL), **{"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "links to other files",
    ),
    "encrypted.xlsx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "encrypted"),
    "locked.xlsx": (locked_zip, "encrypted"),
    "twice.xlsx": (twice, "a part twice"),
    "no_zip.xlsx": (lambda: b"claim_id,measure\nC1,killed\n", "is no workbook"),
    "cut.xlsx": (lambda: books.xlsx(_SMALL)[:-300], "damaged"),
    "other.xlsx": (lambda: books.zipped({"a.txt": "b"}), "holds no workbook"),
    "broken_xml.xlsx": (
        lambda: books.changed(books.xlsx(_SMALL), **{_SHEET: b"<worksheet><row>"}),
        "no sound XML",
    ),
    "no_sheet.xlsx": (
        lambda: books.zipped({k: v for k, v in books.parts_of(books.xlsx(_SMALL)).items() if k != _SHEET}),
        "is not in the file",
    ),
    "many_parts.xlsx": (lambda: books.zipped({f"{n}.xml": "<x/>" for n in range(3000)}), "3,000 parts"),
    "empty.xlsx": (lambda: b"", "empty"),
    "empty_book.xlsx": (lambda: books.xlsx({"claims": []}), "the workbook is empty"),
    "rows.ods": (lambda: repeated_cells(1_000_000, 1), "farther than any table"),
    "columns.ods": (lambda: repeated_cells(1, 1_000_000), "farther than any table"),
    "grid.ods": (lambda: repeated_cells(100_000, 400), "farther than any table"),
    "encrypted.ods": (encrypted_ods, "encrypted"),
    "linked.ods": (lambda: linked_ods("table-source"), "links to other files"),
    "linked_cells.ods": (lambda: linked_ods("cell-range-source"), "links to other files"),
    "macros.ods": (
        lambda: books.changed(books.ods(_SMALL), **{"Basic/script-lc.xml": b"<x/>"}),
        "holds macros",
    ),
    "no_zip.ods": (lambda: b"<xml/>", "is no workbook"),
    "nul.csv": (lambda: b"claim_id,measure\nC1,\x00killed\n", "NUL byte"),
    "latin.csv": (lambda: "claim_id,measure\nC1,tué\n".encode("latin-1"), "is not UTF-8"),
    "mixed.csv": (
        lambda: "claim_id,measure\nC1,tué\n".encode() + "C2,tué\n".encode("latin-1"),
        "is not UTF-8",
    ),
    "wide.csv": (lambda: "claim_id,measure\n".encode("utf-16"), "UTF-16"),
    "quotes.csv": (lambda: b'claim_id,measure\nC1,"killed\n', "quotes of the row do not match"),
    "cell.csv": (lambda: b'claim_id,measure\nC1,"' + b"k" * 200_000 + b'"\n', "too long"),
}
"""Name to (how to make the bytes, what the message says). The name's ending is what the user sees."""

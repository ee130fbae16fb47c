"""Workbooks for tests: .xlsx by the library that writes them, .ods and damaged ones by hand."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def xlsx(sheets, prepare=None):
    """The bytes of a workbook of these sheets: name to rows of text; `prepare` may add to (book, sheets)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = {}
        for name, rows in sheets.items():
            made[name] = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        made[name].write(place, column, cell)
        if prepare:
            prepare(book, made)
    return buffer.getvalue()


def ods_cell(cell, extra=""):
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}" {extra}/>'
    text = escape(cell)
    return f'<table:table-cell office:value-type="string" {extra}><text:p>{text}</text:p></table:table-cell>'


def ods(sheets, more=""):
    """The bytes of an .ods of these sheets; `more` stands in the first one, after its rows."""
    tables = ""
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
        tables += f"<table:table table:name={quoteattr(name)}>{lines}{more}</table:table>"
        more = ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{SPREADSHEET}"/></manifest:manifest>'
    )
    return zipped({"mimetype": SPREADSHEET, "META-INF/manifest.xml": manifest, "content.xml": content})


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data, **parts):
    """The workbook with parts added or replaced; a callable is given the old part."""
    old = parts_of(data)
    for name, part in parts.items():
        old[name] = part(old[name]) if callable(part) else part
    return zipped(old)

"""Loading: read every table, apply the corrections, check everything, and only then make a ledger of it."""

from __future__ import annotations

import json
from pathlib import Path

from frontledger.ledger.apart_rules import check_apart
from frontledger.ledger.cells import read_cell
from frontledger.ledger.claim_rules import check_claims
from frontledger.ledger.corrections import apply_corrections
from frontledger.ledger.daily.stored import read_stored
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.faults import Fault, LedgerError, nearest
from frontledger.ledger.folders import PACKAGE_FILE, default_folder
from frontledger.ledger.frames import frames
from frontledger.ledger.kept import Content, Frames, content_of, keep, recall
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.other_rules import check_others
from frontledger.ledger.reading import read_sheet, read_values
from frontledger.ledger.rules import Sheets, check_keys, check_references
from frontledger.ledger.schemas import check_columns
from frontledger.ledger.sheet import Sheet
from frontledger.ledger.tables import TABLES
from frontledger.ledger.views import SAID
from frontledger.plain import read_plain


def load(folder: Path | str | None = None) -> Ledger:
    """The ledger in `folder`, or the shipped one; raises LedgerError with every fault of every table.

    >>> load("nowhere")
    Traceback (most recent call last):
    ...
    frontledger.ledger.faults.LedgerError: nowhere: there is no such folder; give a folder that holds a ledger
    """
    place, shown = _place(folder)
    names, problem = _listed(place)
    content = content_of(place, names)
    tables, faults = recall(content), list[Fault]()
    if content is None or tables is None:
        content, tables, faults = _read(place, shown, names, problem)
    title, title_faults = _title(place, shown) if not problem else ("", [])
    imported, import_faults = read_stored(place, shown)
    if faults or title_faults or import_faults:
        raise LedgerError([*faults, *title_faults, *import_faults])
    return Ledger(
        folder=place,
        title=title,
        table_hashes=content.by_file | imported.hashes,
        **tables,
        **imported.tables,
        drone_import=imported.provenance,
    )


def _read(place: Path, shown: Path, names: list[str], problem: str) -> tuple[Content, Frames, list[Fault]]:
    """The tables of the folder with the content they were read from; none where there is a fault."""
    sheets, faults = _checked(place, shown, names, problem)
    content = Content(tuple(names), tuple(sheet.sha256 for sheet in sheets.values()))
    if faults:
        return content, {}, faults
    tables = frames(sheets)
    keep(content, tables)
    return content, tables, []


def check(folder: Path | str | None = None) -> list[Fault]:
    """Every fault of the ledger in `folder`, or of the shipped one, by file and line; none means sound."""
    place, shown = _place(folder)
    names, problem = _listed(place)
    _, faults = _checked(place, shown, names, problem)
    return sorted([*faults, *([] if problem else _title(place, shown)[1]), *read_stored(place, shown)[1]])


def _place(folder: Path | str | None) -> tuple[Path, Path]:
    """The ledger's folder and its name in faults; the shipped one is named from where the reader stands."""
    if folder is not None:
        return Path(folder), Path(folder)
    place = default_folder()
    return place, place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place


def _checked(folder: Path, shown: Path, names: list[str], problem: str) -> tuple[Sheets, list[Fault]]:
    """Every table of the folder as far as it can be read, and every fault."""
    if problem:
        return {}, [Fault(str(shown), 0, "", problem, "give a folder that holds a ledger")]
    sheets = {
        name: read_sheet(table, folder / table.file, str(shown / table.file))
        for name, table in TABLES.items()
    }
    _check_cells(sheets["corrections"])
    apply_corrections(sheets)
    for name, sheet in sheets.items():
        if name != "corrections":
            _check_cells(sheet)
    check_references(sheets)
    check_others(sheets)
    check_claims(sheets)
    check_apart(sheets)
    faults = _strangers(names, shown, sheets)
    faults += [fault for sheet in sheets.values() for fault in sheet.faults]
    if not faults and not any(sheets[name].rows for name in SAID):
        fault, remedy = (
            "nothing was said in this ledger",
            f"add a row to {', '.join(f'{name}.csv' for name in SAID)}",
        )
        faults = [Fault(str(shown), 0, "", fault, remedy)]
    return sheets, faults


def _listed(folder: Path) -> tuple[list[str], str]:
    """The names of the folder's files, and what keeps it from being a ledger's."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return [], "there is no such folder"
    except OSError as error:
        return [], f"the folder cannot be read ({error.strerror})"
    tables = {table.file for table in TABLES.values()}
    return names, "" if tables.intersection(names) else "the folder holds no table of a ledger"


def _strangers(names: list[str], shown: Path, sheets: Sheets) -> list[Fault]:
    """A fault for every CSV file that is no table, so that none is taken for read.

    One that is meant for a missing table is the one fault of both.
    """
    tables = {sheet.table.file: sheet for sheet in sheets.values()}
    missing = [file for file in tables if file not in names]
    faults = []
    for name in names:
        if name in tables or not name.lower().endswith(".csv") or name.startswith("."):
            continue
        hint = nearest(name.lower(), missing)
        for file in [file for file in missing if nearest(file, [file]) == hint]:
            tables[file].faults.clear()
        remedy = "mend its name" if hint else "move it out of the folder"
        faults.append(Fault(str(shown / name), 0, "", f"the file is no table of a ledger{hint}", remedy))
    return faults


def _check_cells(sheet: Sheet) -> None:
    read_values(sheet)
    check_columns(sheet)
    check_keys(sheet)


def _title(folder: Path, shown: Path) -> tuple[str, list[Fault]]:
    """The title that datapackage.json gives, or the folder's name where there is no such file."""
    line, column, remedy = 0, "", "mend it, or delete it to use the folder's name"
    try:
        text = read_plain(folder / PACKAGE_FILE).decode("utf-8")
        title = json.loads(text, object_pairs_hook=_once)["title"]
        if isinstance(title, str) and title:
            return read_cell("text", title), []
        fault = "the title is no text"
    except FileNotFoundError:
        return folder.resolve().name, []
    except RefusedError as refused:
        fault, remedy, column = refused.fault, refused.remedy, "title"
    except json.JSONDecodeError as error:
        fault, line = f"the file is no JSON ({error.msg})", error.lineno
    except OSError as error:
        fault = f"the file cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError, RecursionError):
        fault = "the file is no JSON with a title"
    return "", [Fault(str(shown / PACKAGE_FILE), line, column, fault, remedy)]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose title comes once; of two a reader could believe either."""
    if sum(name == "title" for name, _ in pairs) > 1:
        raise RefusedError("the title is given twice", "give it once")
    return dict(pairs)

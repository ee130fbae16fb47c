"""An export from end to end: the tables of a ledger or of a report, in the formats asked for, all of them or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from frontledger.publish.errors import CannotWriteError, FolderRefusedError, RefusedError
from frontledger.publish.export.data_package import package_files
from frontledger.publish.export.parquet import parquet_files
from frontledger.publish.export.tables import Export
from frontledger.publish.export.workbook import workbook_files
from frontledger.publish.files import write_whole

FORMATS: Mapping[str, Callable[[Export], dict[str, bytes]]] = {
    "csv": package_files,
    "parquet": parquet_files,
    "xlsx": workbook_files,
}

_ELSEWHERE = "another folder with --to"


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """The formats, each once; RefusedError where one is not known."""
    for name in names:
        if name not in FORMATS:
            raise RefusedError(
                f"format {name!r} is not known; give one or more of {', '.join(FORMATS)}, by commas"
            )
    return tuple(dict.fromkeys(names))


def write_export(export: Export, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the export into `folder`, which must not be there or be empty; returns the files' paths.

    The folder is moved into place whole. Raises FolderRefusedError, CannotWriteError, and what a format refuses.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise FolderRefusedError(
            f"{folder}: there is something there already; give a folder that is not there yet"
        )
    files = {name: data for each in formats for name, data in FORMATS[each](export).items()}
    place = Path(os.path.abspath(folder))  # noqa: PTH100 - a link in the way is the user's own and is kept
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        for name, data in files.items():
            write_whole(part / name, data)
        if place.is_dir():
            place.rmdir()
        part.rename(place)
    except CannotWriteError as error:
        raise CannotWriteError(str(folder / Path(error.path).name), error.reason, _ELSEWHERE) from None
    except OSError as error:
        raise CannotWriteError(str(folder), error.strerror or type(error).__name__, _ELSEWHERE) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return [folder / name for name in files]

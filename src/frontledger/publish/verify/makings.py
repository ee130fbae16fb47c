"""What a report was made from, set beside what is here now: one line for each thing that differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from frontledger.ledger import default_folder
from frontledger.present.words.numbers import plural
from frontledger.publish.checkout import LOCKED, SOURCE
from frontledger.publish.provenance import Provenance
from frontledger.publish.rows import MarkedRow, changes, is_marked, rows_of

_NAMED = 5
_SHOWN = 80
_HASH = "sha256 "
_PLACE = ("commit", "uncommitted changes")


def differences(then: Provenance, now: Provenance, folder: Path | None) -> Iterator[str]:
    """A line for everything that differs and can change a page; `folder` holds the tables as they are now.

    The commit alone is no difference: the package, the notebook, the tables and the lock each have a hash.
    """
    if then["notebook"] != now["notebook"]:
        yield f"notebook {now['notebook']['name']}.ipynb: its text changed"
    yield from _named("parameter", then["parameters"], now["parameters"])
    yield from _tables(then, now, folder or default_folder())
    yield from _code(then["code"], now["code"])
    yield from _named("tools:", then["software"], now["software"])


def another_commit(then: Provenance, now: Provenance) -> str:
    """Words for a checkout at another commit whose inputs are the same, or nothing."""
    before, after = _commit(then["code"]), _commit(now["code"])
    return "" if before == after else f" (made {before}, here {after}; every hash is the same)"


def _tables(then: Provenance, now: Provenance, folder: Path) -> Iterator[str]:
    before, after = then["ledger"], now["ledger"]
    for file in dict.fromkeys([*after, *before]):
        if file not in after:
            yield f"inputs: {file}: a table the report no longer reads"
        elif file not in before:
            yield f"inputs: {file}: a table the report did not read"
        elif before[file] != after[file]:
            yield f"inputs: {file}: {_rows(file, then['rows'].get(file, ''), after[file], folder)}"
    yield from (
        f"inputs: {file}: the report's marks of its rows are not those of the table it names"
        for file in now["rows"]
        if before.get(file) == after[file] and then["rows"].get(file) != now["rows"][file]
    )


def _rows(file: str, marks: str, told: str, folder: Path) -> str:
    if not is_marked(file):
        return "changed"
    found = changes(marks, rows_of(folder / file, told.rpartition(_HASH)[2]))
    parts = [_listed(found.changed, "changed"), _listed(found.added, "added")]
    if found.gone:
        places = ", ".join(f"row {place:,}" for place in found.gone[:_NAMED])
        more = f" and {len(found.gone) - _NAMED:,} more" if len(found.gone) > _NAMED else ""
        parts.append(f"{plural(len(found.gone), 'row')} gone ({places}{more} of the table as it was)")
    told_parts = "; ".join(part for part in parts if part)
    return told_parts or "the same rows in another order or other quotes"


def _listed(rows: Sequence[MarkedRow], what: str) -> str:
    if not rows:
        return ""
    named = ", ".join(f"line {row.line} {row.key}" for row in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return f"{plural(len(rows), 'row')} {what} ({named}{more})"


def _code(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    if then.get(SOURCE) != now[SOURCE]:
        yield f"code: the package's source changed (made {_commit(then)}, here {_commit(now)})"
    if then.get(LOCKED) != now[LOCKED]:
        yield "tools: the lock file changed"
    yield from _named("code:", _rest(then), _rest(now))


def _rest(code: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in code.items() if name not in (SOURCE, LOCKED, *_PLACE)}


def _commit(code: Mapping[str, str]) -> str:
    """The checkout in words."""
    commit, changed = (code.get(name, "")[:40] for name in _PLACE)
    known = f"at commit {commit[:10]}" if commit.isalnum() else "outside git"
    return f"{known} with changes" if changed == "yes" else known


def _named(what: str, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys([*now, *then]):
        before, after = then.get(name, "not named"), now.get(name, "not there")
        if before != after:
            yield f"{what} {name[:_SHOWN]}: {before[:_SHOWN]}, now {after[:_SHOWN]}"

"""From what was typed to a checked notebook and checked parameters, before anything is started."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from frontledger.echo import in_short, quoted
from frontledger.notebook.describe import meanings
from frontledger.notebook.meant import meant_by, refuse_missing
from frontledger.notebook.parameters import REGISTRY, Common, ParameterError, check_against, entry
from frontledger.notebook.project import EXPLORING, NOTEBOOKS, ROOT
from frontledger.publish.errors import NotebookRefusedError
from frontledger.publish.files import safe_stem

FORMATS = ("html", "pdf")
LONGEST_PATH = 300
"""Characters of a path that a message repeats: more than of another text, for its end is what tells it."""

_LONGEST_SUFFIX = 60


def find_notebook(text: str, allow_outside: bool = False) -> Path:
    """The notebook a name ("troop_flows") or a path stands for.

    Raises ParameterError for a name nobody knows, NotebookRefusedError for a missing file, a file that is no
    notebook, the exploring notebook, one outside the project's notebooks folder (unless allowed), or one with an
    unsafe name. What cannot be seen in a name is shown by its code, so that each message stays on its line.
    """
    shown_text = in_short(text, LONGEST_PATH)
    if text in REGISTRY or text == EXPLORING:
        path = NOTEBOOKS / f"{text}.ipynb"
    elif "/" not in text and not text.endswith(".ipynb"):
        entry(text)
    else:
        path = Path(text)
    if path.suffix != ".ipynb" or not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for long names
        raise NotebookRefusedError(
            f"{shown_text}: no such notebook file; give a name or the path of an .ipynb file"
        )
    path = path.resolve()
    if path.parent != NOTEBOOKS.resolve() and not allow_outside:
        raise NotebookRefusedError(
            f"{shown_text}: lies outside the project's notebooks folder, and a notebook can do whatever its author "
            "likes; read it first, then add --allow-outside"
        )
    if path == NOTEBOOKS.resolve() / f"{EXPLORING}.ipynb":
        raise NotebookRefusedError(
            f"{shown_text}: is for trying things out, and makes no report; open it with make lab"
        )
    safe_stem(path.stem)
    return path


def check_parameters(notebook: Path, values: Mapping[str, Any]) -> Common:
    """The parameters checked; a notebook the registry does not know takes the common ones.

    Raises ParameterError with every fault at once, LedgerError where there is no such ledger in the project.
    """
    registered = REGISTRY.get(notebook.stem)
    model = registered.model if registered else Common
    parameters = check_against(model, notebook.stem, values, meant_by(values))
    refuse_missing(parameters.ledger)
    return parameters.model_copy(update={"ledger": _seen_from_root(parameters.ledger)})


def pairs(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names and values from a command line; ParameterError where a name comes twice."""
    values: dict[str, str] = {}
    for name, value in given:
        if name in values:
            raise ParameterError((f"{in_short(name)}: given twice; give it once",))
        values[name] = value
    return values


def check_formats(given: Iterable[Any]) -> tuple[str, ...]:
    """The formats, each once, in order; ParameterError where one is not known or none is given.

    >>> check_formats(["html", "docx"])
    Traceback (most recent call last):
    frontledger.notebook.refusal.ParameterError: 'docx' is not a format; allowed: html, pdf
    """
    given = tuple(given)
    unknown = [name for name in given if name not in FORMATS]
    if unknown:
        raise ParameterError((f"{quoted(unknown[0])} is not a format; allowed: {', '.join(FORMATS)}",))
    if not given:
        raise ParameterError((f"no format is given; allowed: {', '.join(FORMATS)}",))
    return tuple(name for name in FORMATS if name in given)


def shown(parameters: Common) -> tuple[tuple[str, str, str], ...]:
    """Name, value and meaning of each parameter in words for readers."""
    return tuple(
        (name, _in_words(name, json.loads(value)), meaning) for name, value, meaning in meanings(parameters)
    )


def recorded(parameters: Common) -> dict[str, str]:
    """The parameters as a notebook's cell would hold them; of a folder elsewhere only the name."""
    ledger = json.dumps(_without_place(parameters.ledger), ensure_ascii=False)
    return {name: value for name, value, _ in meanings(parameters)} | {"ledger": ledger}


def file_stem(notebook: str, parameters: Common) -> str:
    """The stem of the report's file names: the notebook's name, and what was changed from the defaults.

    The hash keeps apart what reads the same.

    >>> from frontledger.notebook.parameters import check
    >>> file_stem("troop_flows", check("troop_flows", {}))
    'troop_flows'
    >>> file_stem("troop_flows", check("troop_flows", {"as_of": "2025-03-27"}))
    'troop_flows.as_of-2025-03-27.a1f601ae'
    """
    values, defaults = parameters.values(), type(parameters)().values()
    changed = {name: value for name, value in values.items() if value != defaults[name]}
    if not changed:
        return safe_stem(notebook)
    readable = "+".join(f"{name}-{_plain(value)}" for name, value in changed.items())[:_LONGEST_SUFFIX]
    digest = hashlib.sha256(json.dumps(changed, sort_keys=True).encode()).hexdigest()[:8]
    return safe_stem(f"{notebook}.{readable.strip('.+-')}.{digest}")


def _plain(value: Any) -> str:
    text = "-".join(map(str, value)) if isinstance(value, list) else str(value)
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")


def _in_words(name: str, value: Any) -> str:
    if name == "ledger":
        return _without_place(value) or "the shipped one"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "all"
    return str(value) or "the main one"


def _without_place(ledger: str) -> str:
    return Path(ledger).name if Path(ledger).is_absolute() else ledger


def _seen_from_root(ledger: str) -> str:
    if not ledger:
        return ""
    folder = (ROOT / ledger).resolve()
    return folder.relative_to(ROOT).as_posix() if folder.is_relative_to(ROOT) else str(folder)

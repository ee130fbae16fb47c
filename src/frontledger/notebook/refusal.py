"""How a parameter is refused: every fault in one line with what would be allowed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from frontledger.echo import in_short, on_one_line, quoted
from frontledger.notebook.fields import words

PROBLEMS: Mapping[str, str] = {
    "value_error": "{error}",
    "greater_than_equal": "{number} is below {ge:,}",
    "less_than_equal": "{number} is above {le:,}",
    "too_short": "has {actual_length} items",
    "too_long": "has {actual_length} items",
    "int_type": "{given} is not a whole number",
    "float_type": "{given} is not a number",
    "finite_number": "{given} is not a number",
    "missing": "is not there",
    "tuple_type": "{given} is not a list",
}

Meant = Callable[[str, Any], str]
"""Of a parameter's name and a value that was refused for it: what was meant by it, "" where nobody can tell."""


class ParameterError(ValueError):
    """One or more parameters cannot be used; `faults` holds a line for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(on_one_line, self.faults))


def faults_of(model: type[BaseModel], error: ValidationError, meant: Meant | None = None) -> list[str]:
    """A line for each fault pydantic found, in the project's words, with what was meant where `meant` can tell."""
    details = error.errors()
    in_items = {detail["loc"][0] for detail in details if len(detail["loc"]) > 1}
    return [
        _fault(model, detail, meant)
        for detail in details
        if detail["loc"] not in {(name,) for name in in_items}
    ]


def instead(name: str, allowed: tuple[str, ...]) -> str:
    """The end of a refusal of an unknown name: the nearest known one, and all that are allowed.

    >>> instead("as_off", ("as_of", "ledger"))
    '; did you mean as_of? allowed: as_of, ledger'
    """
    near = difflib.get_close_matches(name, allowed, n=1)
    return (f"; did you mean {near[0]}?" if near else ";") + f" allowed: {', '.join(allowed)}"


def _fault(model: type[BaseModel], detail: ErrorDetails, meant: Meant | None) -> str:
    if not detail["loc"]:
        return detail["msg"]
    name, *items = (str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"{in_short(name)}: no such parameter{instead(name, tuple(model.model_fields))}"
    place = f"{name}: item {int(items[0]) + 1}" if items else name
    allowed = words(model.model_json_schema(mode="serialization")["properties"][name])
    near = meant(name, detail["input"]) if meant else ""
    question = f"did you mean {near}? " if near else ""
    return f"{place}: {_problem(detail)}; {question}give {allowed}"


def _problem(detail: ErrorDetails) -> str:
    template = PROBLEMS.get(detail["type"], "{given} is not allowed")
    given = detail["input"]
    return template.format(given=quoted(given), number=in_short(str(given)), **detail.get("ctx", {}))

"""Rules of the ledger that take two rows to break, and how the second is put against the first."""

from collections.abc import Callable
from dataclasses import dataclass, field

from faults.rules import Edit, when
from faults.sound import Cells
from frontledger.ledger.tables import TABLES


@dataclass(frozen=True)
class Pair:
    """A fault that takes two rows of a table: `edit` changes the second to stand against the first."""

    table: str
    kind: str
    edit: Callable[[Cells, Cells], Edit]
    back: dict[str, Callable[[Cells, Cells], str]] = field(default_factory=dict)
    """What is changed in the first row too, by column."""


PAIRS = (
    *(
        Pair(
            name,
            "the same key twice",
            lambda one, other, key=table.key: {part: one[part] for part in key},
        )
        for name, table in TABLES.items()
    ),
    Pair("claims", "the same claim twice", lambda one, other: {**one, "claim_id": other["claim_id"]}),
    Pair(
        "claims",
        "two that repeat each other",
        lambda one, other: {"echo_of": one["claim_id"]},
        {"echo_of": lambda one, other: other["claim_id"]},
    ),
    Pair(
        "claims",
        "repeats a claim of another measure",
        lambda one, other: when(
            {"echo_of": one["claim_id"]}, one["measure"] != other["measure"] and not one["echo_of"]
        ),
    ),
    Pair(
        "claims",
        "repeats what was said later",
        lambda one, other: when(
            {"echo_of": one["claim_id"]},
            one["measure"] == other["measure"]
            and not one["echo_of"]
            and one["reported_on"][:4] > other["reported_on"][:4],
        ),
    ),
    Pair(
        "claims",
        "repeats a repetition",
        lambda one, other: when(
            {"echo_of": one["claim_id"]},
            one["echo_of"] and one["measure"] == other["measure"] and one["echo_of"] != other["claim_id"],
        ),
    ),
    Pair(
        "measures",
        "parts of each other",
        lambda one, other: {"part_of": one["measure"]},
        {"part_of": lambda one, other: other["measure"]},
    ),
    Pair(
        "scopes",
        "inside each other",
        lambda one, other: {"inside": one["scope"]},
        {"inside": lambda one, other: other["scope"]},
    ),
    Pair(
        "identities",
        "two wholes of one sum",
        lambda one, other: when({"identity_id": one["identity_id"]}, one["whole"] != other["whole"]),
    ),
    Pair("drone_series", "two main series", lambda one, other: when({"main": "true"}, one["main"] == "true")),
    Pair(
        "corrections",
        "two that replace one cell",
        lambda one, other: when(
            {**one, "correction_id": other["correction_id"]}, one["action"] == "override"
        ),
    ),
    Pair(
        "offices",
        "a person in two spellings",
        lambda one, other: {**one, "person": f"{one['person']}e\u0301"},
    ),
)

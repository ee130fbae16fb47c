"""From what a person says of a claim to the rows of the tables: ids found or made, defaults filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from frontledger.ledger.bodies import body_called, body_hint, body_meant
from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.faults import nearest
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.naming import free, slug
from frontledger.ledger.tables import TABLES

_NUMBERED = re.compile(r"^(\D*)(\d+)$")
_TRUTH_UNKNOWN = "6"


class DraftError(ValueError):
    """What was said of the claim cannot be made a row; `faults` says of each what to give instead."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def drafted(
    ledger: Ledger,
    claim: Mapping[str, str],
    source: Mapping[str, str],
    claimant: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    """The rows to add, by table, each a mapping of column to text; `claims` always, the others if new.

    `claim` holds columns of claims.csv as text; what is missing is filled in: the next `claim_id` of its
    kind, the measure's main force and scope, kind `estimate`, credibility 6 (truth cannot be judged). A
    source is known by its id or its address, and made of publisher, address and date where it is new; a
    body is known by its id or one of its names. Raises DraftError with everything that is amiss.
    """
    faults: list[str] = []
    rows: dict[str, dict[str, str]] = {}
    given = {name: text.strip() for name, text in claim.items() if text.strip()}
    _known_columns(given, "claims", faults)
    body, rows["claimants"] = _claimant(ledger, given.get("claimant_id", ""), claimant, faults)
    page, rows["sources"] = _source(ledger, given, source, faults)
    _of_ledger(ledger, given, faults)
    row = _defaults(ledger, given.get("measure", "")) | given
    for name in ("measure", "scope", "reported_on"):
        if name not in row:
            known = f"; one of {', '.join(ledger.scopes['scope'])}" if name == "scope" else ""
            faults.append(f"{name}: it is not given; {_meaning('claims', name)}{known}")
    if faults:
        raise DraftError(faults)
    row |= {"claimant_id": body, "source_id": page}
    row.setdefault("claim_id", next_id(ledger, row["measure"]))
    rows["claims"] = row
    return {table: row for table, row in rows.items() if row}


def _defaults(ledger: Ledger, measure: str) -> dict[str, str]:
    """What a claim of this measure is taken to be where nothing else is said."""
    rules = ledger.measures.set_index("measure")
    if measure not in rules.index:
        return {}
    rule = rules.loc[measure]
    return {
        "force": str(rule["main_force"]),
        **({"scope": str(rule["main_scope"])} if rule["main_scope"] else {}),
        "kind": "event" if rule["form"] == "event" else "estimate",
        "credibility": _TRUTH_UNKNOWN,
    }


def next_id(ledger: Ledger, measure: str) -> str:
    """The next free claim id, numbered on from the claims of this measure's unit.

    >>> from frontledger.ledger import load
    >>> next_id(load(), "killed")[0]
    'T'
    """
    claims = ledger.claims
    unit = ledger.measures.set_index("measure")["unit"].get(measure, "")
    own = claims.loc[claims["measure"] == measure, "claim_id"]
    peers = claims.loc[claims["unit"] == unit, "claim_id"]
    parts = [match for text in (own if len(own) else peers) if (match := _NUMBERED.match(text))]
    prefix = parts[-1][1] if parts else "C"
    numbers = [
        match[2] for text in claims["claim_id"] if (match := _NUMBERED.match(text)) and match[1] == prefix
    ]
    width = max((len(number) for number in numbers), default=3)
    return f"{prefix}{max(map(int, numbers), default=0) + 1:0{width}d}"


def _known_columns(given: Mapping[str, str], table: str, faults: list[str]) -> None:
    names = TABLES[table].names
    for name in given:
        if name not in names:
            faults.append(f"{name}: {table}.csv has no such column{nearest(name, names)}")


def _meaning(table: str, column: str) -> str:
    """What a column holds, as the data dictionary says it."""
    meaning = TABLES[table].column(column).meaning
    return meaning[0].lower() + meaning[1:]


def _of_ledger(ledger: Ledger, given: Mapping[str, str], faults: list[str]) -> None:
    """Every word that must be one of the ledger's own."""
    known = {
        "measure": ledger.measures["measure"],
        "force": ledger.forces["force"],
        "scope": ledger.scopes["scope"],
        "echo_of": ledger.claims["claim_id"],
    }
    for column, ids in known.items():
        name = given.get(column)
        if name and name not in set(ids):
            listed = "" if column == "echo_of" else f"; the ledger knows {', '.join(sorted(ids))}"
            faults.append(f"{column}: {name!r} is not in the ledger{nearest(name, ids)}{listed}")


def _claimant(
    ledger: Ledger, name: str, new: Mapping[str, str], faults: list[str]
) -> tuple[str, dict[str, str]]:
    """The body's id, and its row where it is new."""
    bodies = ledger.claimants
    if new:
        _known_columns(new, "claimants", faults)
        if meant := body_meant(bodies, name):
            faults.append(
                f"claimant_id: {name!r} is in the ledger already, as {meant}; name it without describing it"
            )
            return meant, {}
        row = {"claimant_id": name or slug(new.get("short_name", "")), "reliability": "F"} | dict(new)
        row.setdefault("name", row.get("short_name", ""))
        if row["claimant_id"] in set(bodies["claimant_id"]):
            faults.append(
                f"claimant_id: {row['claimant_id']} is in the ledger already; name it without describing it"
            )
        return row["claimant_id"], row
    if not name:
        faults.append(f"claimant_id: it is not given; {_meaning('claims', 'claimant_id')}")
        return "", {}
    found = body_called(bodies, name)
    if not found:
        hint = body_hint(bodies, name)
        faults.append(f"claimant_id: {name!r} is not in the ledger{hint}; describe the body where it is new")
    return found, {}


def _source(
    ledger: Ledger, given: Mapping[str, str], new: Mapping[str, str], faults: list[str]
) -> tuple[str, dict[str, str]]:
    """The source's id, and its row where it is new."""
    sources, name = ledger.sources, given.get("source_id", "")
    if name:
        if name not in set(sources["source_id"]) and not new:
            hint = nearest(name, sources["source_id"])
            faults.append(
                f"source_id: {name!r} is not in the ledger{hint}; give its publisher and address where it is new"
            )
        if not new:
            return name, {}
    _known_columns(new, "sources", faults)
    address = new.get("url", "")
    known = sources[(sources["url"] == address) & (address != "")]
    if len(known):
        return str(known.iloc[0]["source_id"]), {}
    if wrong := address_fault(address):
        faults.append(f"url: {wrong}")
        return "", {}
    publisher = new.get("publisher") or (urlsplit(address).hostname or "").removeprefix("www.")
    if not publisher:
        faults.append("source_id: it is not given; name a source of the ledger, or the address of the page")
        return "", {}
    row = {"publisher": publisher, "url": address, "published_on": given.get("reported_on", "")} | dict(new)
    row["source_id"] = name or free(f"{publisher} {row['published_on']}", set(sources["source_id"]))
    return row["source_id"], row


def address_fault(text: str) -> str:
    """Why the text can be no page's address, and what to give; "" where it is one or blank."""
    if not text:
        return ""
    try:
        read_cell("url", text)
    except RefusedError as refused:
        return str(refused)
    if re.fullmatch(TABLES["sources"].column("url").pattern, text):
        return ""
    return f"{text!r} is not a page's address; one begins with https:// (or http://) and has no space or quote in it"

"""From the rows of a table of losses to the tables of a ledger: bodies, sources, claims, and what was assumed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from frontledger.ledger.exchange.losses.addresses import host_of
from frontledger.ledger.exchange.losses.bodies import country_of, is_party, kind_of
from frontledger.ledger.exchange.losses.codebook import SCOPE, Rows, codebook, reference_ratios
from frontledger.ledger.exchange.losses.rows import LossRow
from frontledger.ledger.naming import free

_UNGRADED, _TRUTH_UNKNOWN = "F", "6"


def ledger_rows(rows: Sequence[LossRow], file: str, shipped: Path) -> dict[str, Rows]:
    """The rows of every table that has any, in the order of the table of losses."""
    bodies = _bodies(rows)
    ratios, sources = reference_ratios(shipped)
    pages = _pages(rows, {source["source_id"] for source in sources})
    return {
        **codebook(main_force(rows), shipped),
        "claimants": [body for _, body in sorted(bodies.items())],
        "sources": sources + list(pages.values()),
        "claims": _claims(rows, file, bodies, pages),
        "reference_ratios": ratios,
    }


def main_force(rows: Sequence[LossRow]) -> str:
    """The force most rows speak of: the one meant where none is named."""
    return Counter(row.force for row in rows).most_common(1)[0][0]


def last_cited(rows: Sequence[LossRow]) -> dict[str, date]:
    """For each page cited for several days the last of them: no count on it need have been said before."""
    days: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        days[row.url].add(row.day)
    return {url: max(cited) for url, cited in days.items() if url and len(cited) > 1}


def _bodies(rows: Sequence[LossRow]) -> dict[str, dict[str, str]]:
    """The row of claimants.csv of each body by its key."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    parties = {row.body.key for row in rows if row.party}
    for row in rows:
        spellings[row.body.key][row.body.name] += 1
    found: dict[str, dict[str, str]] = {}
    for key, names in spellings.items():
        name = names.most_common(1)[0][0]
        others = [other for other in names if other != name]
        said = f" Also spelled {', '.join(others)}." if others else ""
        found[key] = {
            "claimant_id": free(name, {body["claimant_id"] for body in found.values()}),
            "name": name,
            "short_name": name if len(name) <= 40 else f"{name[:39]}…",
            "country": country_of(name),
            "kind": kind_of(name),
            "belligerent": "true" if key in parties or is_party(name) else "false",
            "reliability": _UNGRADED,
            "means": f"Country and kind are read from the name; the table of losses gives neither.{said}",
        }
    return found


def _pages(rows: Sequence[LossRow], taken: set[str]) -> dict[tuple[str, str], dict[str, str]]:
    """The row of sources.csv of each page, by who passed the figure on and its address."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        key = row.body.relayed_by, row.url
        if key in found:
            continue
        publisher = row.body.relayed_by or (host_of(row.url) if row.url else "not stated")
        identity = free(publisher, taken)
        taken.add(identity)
        found[key] = {"source_id": identity, "publisher": publisher, "url": row.url}
    return found


def _claims(
    rows: Sequence[LossRow],
    file: str,
    bodies: dict[str, dict[str, str]],
    pages: dict[tuple[str, str], dict[str, str]],
) -> Rows:
    later, width = last_cited(rows), max(3, len(str(len(rows))))
    claims = []
    for number, row in enumerate(rows, 1):
        low, best, high = ("" if figure is None else str(int(figure)) for figure in row.figures)
        claims.append(
            {
                "claim_id": f"L{number:0{width}d}",
                "measure": row.measure,
                "force": row.force,
                "low": low,
                "best": best,
                "high": high,
                "qualifier": qualifier(row),
                "period_end": row.day.isoformat(),
                "scope": SCOPE,
                "claimant_id": bodies[row.body.key]["claimant_id"],
                "source_id": pages[row.body.relayed_by, row.url]["source_id"],
                "reported_on": row.day.isoformat(),
                "kind": "estimate",
                "credibility": _TRUTH_UNKNOWN,
                "note": _note(row, file, later.get(row.url)),
            }
        )
    return claims


def qualifier(row: LossRow) -> str:
    """How a claim of these figures is hedged: both bounds, one of them, or an estimate alone, read as about."""
    low, best, high = row.figures
    if low is not None and high is not None:
        return "between"
    if best is not None:
        return "about"
    return "at_least" if high is None else "up_to"


def _note(row: LossRow, file: str, later: date | None) -> str:
    said = [
        f"Row {row.line} of {file}; the table gives one date, taken for the day counted and the day it was said."
    ]
    if qualifier(row) == "about":
        said.append("The table does not hedge the figure; it is read as about.")
    if later and later > row.day:
        said.append(f"Its page is also cited for days up to {later}, so it may have been said only then.")
    if row.words:
        said.append(f"The table says of the source: {row.words}")
    return " ".join(said)

"""Two reports set beside each other: parameters, headline numbers, claims added and withdrawn.

All is read from the records the two files carry (see `publish.record`), so reports of any two days, ledgers or
versions of the code can be compared, HTML with PDF too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontledger.present.words.numbers import count
from frontledger.publish.record import FindingRecord, Record

NOT_THERE = "–"


@dataclass(frozen=True)
class Change:
    """Something named that differs, before and after, in words; `NOT_THERE` where one side has none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class FindingPair:
    """A finding before and after, None on the side that has none."""

    key: str
    before: FindingRecord | None
    after: FindingRecord | None

    @property
    def differs(self) -> bool:
        """Whether anything but the claims' ids differs: the words, the number or its bounds."""
        if self.before is None or self.after is None:
            return True
        return self.before.model_dump(exclude={"claims"}) != self.after.model_dump(exclude={"claims"})

    @property
    def move(self) -> str:
        """How far the number moved, in words; nothing where it did not, or is not on both sides in one unit."""
        if self.before is None or self.after is None or self.before.unit != self.after.unit:
            return ""
        before, after = self.before.value, self.after.value
        if before is None or after is None or figure(before) == figure(after):
            return ""
        share = f", {signed(f'{after / before - 1:+,.1%}')}" if before > 0 else ""
        return ("+" if after > before else "−") + figure(abs(after - before)) + share


@dataclass(frozen=True)
class Difference:
    """What differs from one report to the next; `findings` holds every finding of either, in order."""

    parameters: tuple[Change, ...]
    findings: tuple[FindingPair, ...]
    added: Mapping[str, str]
    withdrawn: Mapping[str, str]
    reworded: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        told = self.parameters or self.added or self.withdrawn or self.reworded
        return not told and not any(pair.differs for pair in self.findings)


def figure(value: float) -> str:
    """A number to four figures, whole from a hundred on.

    >>> figure(9900.4), figure(0.99999), figure(12.345)
    ('9,900', '1', '12.35')
    """
    return count(value) if abs(value) >= 100 else f"{float(f'{value:.4g}'):g}"


def signed(text: str) -> str:
    """The number with a true minus sign."""
    return text.replace("-", "−")


def compare(old: Record, new: Record) -> Difference:
    """What differs between two reports' records.

    >>> from frontledger.publish.record import FindingRecord, Record
    >>> def record(sent, claims):
    ...     said = {"sentence": "Sent.", "low": None, "high": None, "unit": "people", "claims": []}
    ...     findings = [FindingRecord(key="sent", value=sent, **said)]
    ...     return Record(
    ...         title="", notebook="", as_of="", provenance={}, findings=findings, claims=claims
    ...     )
    >>> found = compare(record(1e4, {"T1": "about 10,000"}), record(1.1e4, {"T2": "about 11,000"}))
    >>> found.findings[0].move, found.added, found.withdrawn
    ('+1,000, +10.0%', {'T2': 'about 11,000'}, {'T1': 'about 10,000'})
    """
    given = [_parameters(old), _parameters(new)]
    return Difference(
        parameters=_changes(*given),
        findings=tuple(_pairs(old.findings, new.findings)),
        added={claim: words for claim, words in new.claims.items() if claim not in old.claims},
        withdrawn={claim: words for claim, words in old.claims.items() if claim not in new.claims},
        reworded=tuple(
            Change(claim, words, new.claims[claim])
            for claim, words in old.claims.items()
            if new.claims.get(claim, words) != words
        ),
    )


def _parameters(record: Record) -> dict[str, str]:
    given = {name: _plain(text) for name, text in record.provenance.get("parameters", {}).items()}
    return {"notebook": record.notebook, "title": record.title, "as known on": record.as_of} | given


def _plain(text: str) -> str:
    """A parameter's recorded JSON without its quotation marks."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value or "not set" if isinstance(value, str) else text


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    names = dict.fromkeys([*old, *new])
    pairs = ((name, old.get(name, NOT_THERE), new.get(name, NOT_THERE)) for name in names)
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])


def _pairs(old: Sequence[FindingRecord], new: Sequence[FindingRecord]) -> Iterator[FindingPair]:
    """Findings matched by key, the second of a key with the second; those no longer there come last."""
    before, after = _by_key(old), _by_key(new)
    for key in dict.fromkeys([*after, *before]):
        yield FindingPair(key[0], before.get(key), after.get(key))


def _by_key(findings: Sequence[FindingRecord]) -> dict[tuple[str, int], FindingRecord]:
    seen: Counter[str] = Counter()
    made = {}
    for finding in findings:
        seen[finding.key] += 1
        made[finding.key, seen[finding.key]] = finding
    return made

"""How far a headline number may move from the last published run, as a plan states it, and what goes beyond it.

A plan may carry

    guard:
      most_move: 0.1
      accepted:
        - report: troop_flows
          finding: balance
          to: 9900
          reason: NIS told parliament of 1,100 more gone home on 12 February 2026
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from frontledger.echo import in_short, quoted
from frontledger.notebook.refusal import instead
from frontledger.publish.diff.compare import FindingPair, figure
from frontledger.publish.diff.words import headline

GONE = "gone"
SHORTEST_REASON = 10
"""Characters; "ok" is no reason."""

_KEYS = ("most_move", "accepted")
_ACCEPTED_KEYS = ("report", "finding", "to", "reason")

Fault = Callable[[str, str], None]


@dataclass(frozen=True)
class Acceptance:
    """A move somebody looked at and gave a reason for; `to` is the new number, or `GONE`."""

    report: str
    finding: str
    to: float | str
    reason: str


@dataclass(frozen=True)
class Guard:
    """How far a finding's number may move, as a share of what was published, and the moves accepted."""

    most_move: float
    accepted: tuple[Acceptance, ...] = ()

    def allows(self, report: str, pair: FindingPair) -> bool:
        """Whether the pair stays within the guard, or its move was accepted."""
        if not goes_beyond(pair, self.most_move):
            return True
        to = GONE if pair.after is None or pair.after.value is None else figure(pair.after.value)
        return any(
            (one.report, one.finding) == (report, pair.key)
            and to == (one.to if isinstance(one.to, str) else figure(one.to))
            for one in self.accepted
        )


@dataclass(frozen=True)
class Beyond:
    """A headline that moved further than the guard allows, in the report of that stem."""

    report: str
    pair: FindingPair

    def text(self) -> str:
        """The line of the before/after table."""
        return f"  {self.report}: {self.pair.key}: {headline(self.pair)}"


def goes_beyond(pair: FindingPair, most_move: float) -> bool:
    """Whether a published number moved by more than this share of itself, changed its unit, or is gone.

    A finding that had no number, or was not there, has nothing to move from.
    """
    before = pair.before.value if pair.before else None
    if pair.before is None or before is None:
        return False
    after = pair.after.value if pair.after else None
    if pair.after is None or after is None or pair.after.unit != pair.before.unit:
        return True
    # A hair more, so that a move of exactly the share is not past it for the rounding of binary numbers.
    return abs(after - before) > most_move * abs(before) * (1 + 1e-9)


def read_guard(value: Any, fault: Fault) -> Guard | None:
    """The guard in a plan's data, None where there is none; each fault goes to `fault(place, problem)`."""
    if value is None:
        return None
    given = _mapping(value, "guard", _KEYS, fault)
    if given is None:
        return None
    most = given.get("most_move")
    if not is_number(most) or not 0 <= most <= 100:
        fault("guard.most_move", f"{quoted(most)} is not a share; give a number from 0 on, 0.1 for a tenth")
        most = 0.0
    accepted = given.get("accepted")
    if accepted is not None and not isinstance(accepted, list):
        fault("guard.accepted", "is not a list; write each acceptance after a dash")
        accepted = None
    return Guard(float(most), tuple(_acceptances(accepted or [], fault)))


def _acceptances(accepted: list[Any], fault: Fault) -> Iterator[Acceptance]:
    for number, value in enumerate(accepted, 1):
        place = f"guard.accepted[{number}]"
        given = _mapping(value, place, _ACCEPTED_KEYS, fault)
        if given is None:
            continue
        texts = [_text(given, name, place, fault) for name in ("report", "finding", "reason")]
        if texts[2] is not None and len(texts[2].strip()) < SHORTEST_REASON:
            fault(f"{place}.reason", "is no reason; say why the number may move, for whoever asks")
        to = given.get("to")
        if is_number(to) or to == GONE:
            report, finding, reason = (text or "" for text in texts)
            yield Acceptance(report, finding, to, reason)
        else:
            fault(f"{place}.to", f"{quoted(to)} is not a number; give the new number, or `{GONE}`")


def _text(given: Mapping[str, Any], name: str, place: str, fault: Fault) -> str | None:
    text = given.get(name)
    if isinstance(text, str):
        return text
    fault(f"{place}.{name}", "is missing or no text; copy it from the table that stopped the run")
    return None


def _mapping(value: Any, place: str, allowed: tuple[str, ...], fault: Fault) -> Mapping[str, Any] | None:
    if not isinstance(value, dict):
        fault(place, f"is not a mapping; give {', '.join(allowed)}")
        return None
    for key in value:
        if key not in allowed:
            fault(f"{place}.{in_short(str(key))}", f"no such key{instead(str(key), allowed)}")
    return value


def is_number(value: Any) -> TypeGuard[float]:
    """Whether the value is a number there can be; true and false are none, nor is one too large to be held."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)

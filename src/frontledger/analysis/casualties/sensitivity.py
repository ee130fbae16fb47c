"""What part of the force was lost, by what counts as lost and by what it is a part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontledger.analysis.path_levels import Level, PathLevels, path_levels
from frontledger.analysis.reconcile import Reconciliation
from frontledger.ledger import Interval

Definition = Literal["killed", "not_returned", "casualties", "with_missing"]


@dataclass(frozen=True)
class Share:
    """The part lost under one definition, of one denominator; `estimate` and bounds are 0 and up."""

    definition: Definition
    estimate: float
    bounds: Interval


@dataclass(frozen=True)
class Sensitivity:
    """Shares by definition (rows) and denominator (columns), on one day.

    `denominators` are numbers of soldiers; the last one is the reconciled number sent where `sent` is not
    None. `rows` holds one tuple of shares a definition, as many as there are denominators.
    """

    day: date
    denominators: tuple[float, ...]
    sent: Level | None
    rows: tuple[tuple[Share, ...], ...]
    claims: tuple[str, ...]

    @property
    def shares(self) -> tuple[Share, ...]:
        """All shares, row by row."""
        return tuple(share for row in self.rows for share in row)


def sensitivity(reconciled: Reconciliation, denominators: Sequence[int]) -> Sensitivity | None:
    """Shares on the last day of the reconciled casualties; None where there is no such path."""
    casualties = path_levels(reconciled, "casualties")
    if casualties is None:
        return None
    day, sent = casualties.last.day, path_levels(reconciled, "sent")
    whole = sent.at(day) if sent and sent.first.day <= day <= sent.last.day else None
    bases = [(float(one), Interval(one, one)) for one in denominators]
    bases += [(whole.estimate, whole.bounds)] if whole and whole.estimate > 0 else []
    return Sensitivity(
        day=day,
        denominators=tuple(number for number, _ in bases),
        sent=whole if whole and whole.estimate > 0 else None,
        rows=tuple(
            tuple(Share(name, lost.estimate / number, lost.bounds.over(bounds)) for number, bounds in bases)
            for name, lost in _losses(reconciled, casualties)
        ),
        claims=tuple(sorted({*casualties.claims, *(sent.claims if whole and sent else ())})),
    )


def _losses(reconciled: Reconciliation, casualties: PathLevels) -> list[tuple[Definition, Level]]:
    """The definitions the ledger has paths for, from the narrowest."""
    killed = path_levels(reconciled, "killed", casualties.scope)
    returned = path_levels(reconciled, "wounded_returned_to_duty", casualties.scope)
    wide = path_levels(reconciled, "casualties_with_missing", casualties.scope)
    hit = casualties.last
    found: list[tuple[Definition, Level]] = [("killed", killed.at(hit.day))] if killed else []
    if returned:
        found.append(("not_returned", _less(hit, returned.at(hit.day))))
    found.append(("casualties", hit))
    return [*found, ("with_missing", wide.at(hit.day))] if wide else found


def _less(hit: Level, returned: Level) -> Level:
    return Level(hit.day, max(hit.estimate - returned.estimate, 0.0), returned.rise(hit))

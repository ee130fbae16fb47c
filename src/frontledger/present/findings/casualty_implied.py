"""Sentences on what follows for killed and casualties from the reconciled paths."""

from __future__ import annotations

import math

from frontledger.analysis.casualties.reconciled import RatioPath
from frontledger.analysis.casualties.replay import Replay
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.casualties import ratio_number, ratio_text
from frontledger.present.words.counts import reckoned, short_name
from frontledger.present.words.numbers import count, day, percent


def ratio_path_finding(path: RatioPath | None, ledger: Ledger) -> Finding | Note:
    """The reconciled ratio on the last day, and what the claims leave of it."""
    last = path.days[-1] if path else None
    if path is None or last is None or last.estimate is None:
        words = "the claims used here have no reconciled paths of killed and wounded in one place."
        return Note("reconciled_ratio", f"By {day(ledger.as_of)} {words}")
    return Finding(
        key="reconciled_ratio",
        sentence=(
            f"The path that asks least of all claims has {ratio_number(last.estimate)} wounded per killed by "
            f"{day(last.day)}; the claims together leave {ratio_text(last.bounds)}."
        ),
        doubt=(
            "The bounds come from those of killed, wounded and casualties one at a time; the ratio itself may be "
            "held more tightly. Whom each body counts as wounded is not known."
        ),
        value=round(last.estimate, 2),
        low=round(last.bounds.lower, 2),
        high=None if math.isinf(last.bounds.upper) else round(last.bounds.upper, 2),
        unit="wounded per killed",
        claims=path.claims,
    )


def replay_finding(found: Replay | None, ledger: Ledger) -> Finding | Note:
    """When the newest daily rate would have spent the force, and what the claims later made of that day."""
    if found is None:
        words = "no daily rate was in use here with reconciled paths of those sent and hit on its day."
        return Note("replay", f"By {day(ledger.as_of)} {words}")
    rate = found.rate
    return Finding(
        key="replay",
        sentence=(
            f"Carried on from {day(rate.as_of)}, {count(rate.stated or 0)} casualties a day "
            f"({short_name(rate.claimant)}) would have spent the {count(round(found.sent.estimate, -2))} sent by "
            f"then on {day(found.spent)} ({_window(found)}). {_came(found)}"
        ),
        doubt=(
            "Those sent and hit on the day of the rate are read from the reconciled path as it stands now, with "
            "claims made later; those sent afterwards are not counted in. To be hit is not to be lost for good: "
            "some went back to duty and could be hit again."
        ),
        value=rate.stated,
        low=rate.bounds.lower,
        high=None if math.isinf(rate.bounds.upper) else rate.bounds.upper,
        unit="casualties a day",
        claims=found.claims,
    )


def _window(found: Replay) -> str:
    if found.latest is None:
        return f"from {day(found.soonest)} on, by the bounds"
    return f"{day(found.soonest)} to {day(found.latest)} by the bounds"


def _came(found: Replay) -> str:
    if found.counted is None or found.pace is None:
        return "No claim used here reaches that day."
    counted = found.counted
    return (
        f"The claims now put the casualties of that day at {count(round(counted.estimate, -2))} "
        f"({reckoned(counted.bounds)}), {percent(counted.estimate / found.sent.estimate)} of them: "
        f"{count(found.pace)} a day since, not {count(found.rate.stated or 0)}."
    )

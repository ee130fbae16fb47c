"""The sentences of the arms report: containers, rounds against capacity, artillery and missiles."""

from __future__ import annotations

import math

from frontledger.analysis.arms.rounds import Calibre, Fill, PerContainer, fills, rounds
from frontledger.analysis.arms.transfers import Missiles, Reading
from frontledger.analysis.claim_counts import Count, Series
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.tables.arms import READ_AS
from frontledger.present.words.arms import IF_ALL, said, share_text, who_when, who_window
from frontledger.present.words.numbers import count, date_words, day, interval_text, join_names, plural


def headline(ledger: Ledger, calibre: Calibre = "152mm") -> Finding | Note:
    """The newest count of rounds that came, against what the containers could hold."""
    return fill_finding(fills(rounds(ledger, calibre)), calibre, ledger)


def containers_finding(series: tuple[Series, ...], ledger: Ledger) -> Finding | Note:
    """The newest and the largest count of containers, and what it does not say."""
    found = [one for body in series for one in body.counts]
    if not found:
        return Note("containers_count", f"By {day(ledger.as_of)} no claim used here counted containers.")
    last = max(found, key=lambda one: one.rank)
    first = min(found, key=lambda one: one.rank)
    sentence = f"The newest count of containers is {said(last)} ({who_when(last)})"
    if last is not first and last.size > first.size:
        times = count(last.size / first.size, 1).removesuffix(".0")
        sentence += f", {times} times the first, {said(first)} ({who_when(first)})"
    return Finding(
        key="containers_count",
        sentence=f"{sentence}.",
        doubt=(
            "A container is seen from above; what is inside is not. Bodies start their counts in different "
            "months, so two totals of one day need not cover the same shipments."
        ),
        value=last.best,
        unit="containers",
        claims=tuple(dict.fromkeys((last.claim_id, first.claim_id))),
        **_bounds(last.interval),
    )


def fill_finding(found: tuple[Fill, ...], calibre: Calibre, ledger: Ledger) -> Finding | Note:
    """The newest content over the capacity nearest to it in time."""
    if not found:
        words = (
            f"By {day(ledger.as_of)} no count of rounds delivered stood near a capacity {IF_ALL[calibre]}."
        )
        return Note("rounds_fill", words)
    last = found[-1]
    came, held = last.content, last.capacity
    return Finding(
        key="rounds_fill",
        sentence=(
            f"{came.claimant} counted {said(came)} rounds delivered by {_when(came, ledger)}: "
            f"{share_text(last.share)} of the {said(held)} that containers could hold {IF_ALL[calibre]}, "
            f"as {_reckoner(last)} reckoned for {_when(held, ledger)}{_verdict(last)}."
        ),
        doubt=(
            "Capacity says what could have been inside, not what was; containers also carried other goods. "
            "The two counts come from different methods and may not cover the same months."
        ),
        value=None if last.named is None else round(100 * last.named, 1),
        unit="% of capacity",
        claims=last.claims,
        **_bounds(last.share.scaled(100)),
    )


def per_container_finding(pairs: tuple[PerContainer, ...], ledger: Ledger) -> Finding | Note:
    """The factor each body used to turn containers into rounds, by what it assumed to be inside."""
    named = {
        words: [pair for pair in pairs if pair.rounds.measure == measure and pair.ratio is not None]
        for measure, words in _ASSUMED.items()
    }
    spans = [f"{_span(line)} {words}" for words, line in named.items() if line]
    if not spans:
        return Note("factor", f"By {day(ledger.as_of)} no body had given rounds and containers together.")
    used = [pair for line in named.values() for pair in line]
    return Finding(
        key="factor",
        sentence=f"Bodies put {join_names(spans)} in a container.",
        doubt=(
            "The factor is each body's assumption, carried from count to count, so more shells reported may "
            "only mean more containers seen."
        ),
        unit="rounds a container",
        claims=tuple(dict.fromkeys(claim for pair in used for claim in pair.claims)),
    )


def reading_finding(found: tuple[Reading, ...], ledger: Ledger) -> Finding | Note:
    """Whether the newest count of pieces reads better as both sorts together or as one of them."""
    if not found:
        words = f"By {day(ledger.as_of)} too few counts stood to test how the newest one is to be read."
        return Note("artillery_reading", words)
    both, *alone = found
    more = [f"{interval_text(_grown(one))} more read as {READ_AS[one.counted]}" for one in alone]
    return Finding(
        key="artillery_reading",
        sentence=(
            f"Read as guns and launchers together, {said(both.number)} pieces ({who_when(both.number)}) are "
            f"{interval_text(_grown(both))} more than the {said(both.before)} counted "
            f"{plural(both.days, 'day')} before ({who_when(both.before)}); they are {join_names(more)}."
        ),
        doubt=(
            "The count of the other part may come from another body, and the one that stood before may have "
            "been too low."
        ),
        value=both.number.best,
        unit="pieces",
        claims=tuple(dict.fromkeys(claim for one in found for claim in one.claims)),
        **_bounds(both.number.interval),
    )


def missiles_finding(found: Missiles, ledger: Ledger) -> Finding | Note:
    """The newest counts delivered and fired, which no body gives together."""
    newest = [
        *((one, "delivered so far", who_when(one)) for one in _newest(found.delivered)),
        *((one, "delivered in a period", who_window(one)) for one in _newest(found.delivered_in_period)),
        *((one, "fired so far", who_when(one)) for one in _newest(found.fired)),
    ]
    if not newest:
        words = f"By {day(ledger.as_of)} no claim used here counted ballistic missiles."
        return Note("missiles_count", words)
    parts = [f"{said(one)} {verb} ({whose})" for one, verb, whose in newest]
    return Finding(
        key="missiles_count",
        sentence=f"The newest counts of ballistic missiles are {join_names(parts)}.",
        doubt=(
            "What was left in stock nobody counted. A period's deliveries may lie inside a total, so the two "
            "are not added; what was expected is no delivery."
        ),
        unit="missiles",
        claims=tuple(one.claim_id for one, _, _ in newest),
    )


def _when(one: Count, ledger: Ledger) -> str:
    """The day a count holds for, at the precision its claim gives."""
    return date_words(str(ledger.claims.set_index("claim_id").at[one.claim_id, "date_text"]))


_ASSUMED = {
    "rounds_capacity_152mm": "shells of 152 mm",
    "rounds_capacity_122mm": "rockets of 122 mm",
    "rounds_capacity": "rounds of a calibre they did not state",
}


def _span(line: list[PerContainer]) -> str:
    ratios = sorted(pair.ratio for pair in line if pair.ratio is not None)
    low, high = count(ratios[0]), count(ratios[-1])
    return low if low == high else f"{low} to {high}"


def _reckoner(last: Fill) -> str:
    return "it" if last.capacity.claimant == last.content.claimant else last.capacity.claimant


def _verdict(last: Fill) -> str:
    if last.share.lower > 1:
        return "; a count or the calibre assumed must be wrong"
    return ""


def _grown(one: Reading) -> Interval:
    return Interval(max(one.rise.lower, 0.0), max(one.rise.upper, 0.0))


def _newest(line: tuple[Count, ...]) -> list[Count]:
    return [one for one in line if one.as_of == line[-1].as_of]


def _bounds(interval: Interval) -> dict[str, float | None]:
    high = None if math.isinf(interval.upper) else round(interval.upper, 1)
    return {"low": round(interval.lower, 1), "high": high}

"""Charts of rounds, artillery and missiles: a row a claim, in groups by what was counted."""

from __future__ import annotations

from collections.abc import Iterable

from frontledger.analysis.arms.rounds import PerContainer, Rounds
from frontledger.analysis.arms.transfers import Artillery, Missiles
from frontledger.analysis.claim_counts import Count
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing.rows import Group, Row, draw_counts, in_words
from frontledger.present.figures.troops import counts_csv
from frontledger.present.words.arms import (
    BARS,
    CAPACITY_HEADINGS,
    MILLION,
    said,
    who_when,
    who_window,
)
from frontledger.present.words.counts import short_day, short_name
from frontledger.present.words.numbers import count, day, interval_text, join_names


def rounds_chart(found: Rounds, ledger: Ledger) -> Figure | Note:
    """Rounds the containers could hold, rounds said to have come so far, and those of a period, apart."""
    if not found.claims:
        return _nothing("rounds", "gave a number of rounds", ledger)
    delivered = sorted((one for body in found.delivered for one in body.counts), key=lambda one: one.rank)
    held = [
        Group(
            heading, tuple(_millions(one, who_when(one)) for one in found.capacity if one.measure == measure)
        )
        for measure, heading in CAPACITY_HEADINGS.items()
    ]
    came = [
        Group("Said to have come so far", tuple(_millions(one, who_when(one)) for one in delivered)),
        Group(
            "Said to have come in a period", tuple(_millions(one, who_window(one)) for one in found.in_period)
        ),
    ]
    return _rows_figure(
        key="rounds",
        title=_rounds_title(found.capacity, delivered),
        units="Millions of rounds; rows in the order of the day counted",
        groups=[*held, *came],
        found=(*found.capacity, *delivered, *found.in_period),
        note=f"What could be held bounds what came from above. {BARS}",
        ledger=ledger,
    )


def per_container_chart(pairs: tuple[PerContainer, ...], ledger: Ledger) -> Figure | Note:
    """Rounds a container that each body's own pair of counts implies, by what was assumed to be inside."""
    if not pairs:
        return _nothing("per_container", "gave rounds and containers together", ledger)
    groups = [
        Group(heading, tuple(_factor(pair) for pair in pairs if pair.rounds.measure == measure))
        for measure, heading in CAPACITY_HEADINGS.items()
    ]
    return _rows_figure(
        key="per_container",
        title=_factors_title(pairs),
        units="Rounds a container; rows in the order of the day counted",
        groups=groups,
        found=[one for pair in pairs for one in (pair.rounds, pair.containers)],
        note="Marks are the two figures named, divided; bars what rounding, or the range given, leaves open.",
        ledger=ledger,
    )


def artillery_chart(found: Artillery, ledger: Ledger) -> Figure | Note:
    """Pieces delivered so far, with guns, launchers and the two together apart."""
    if not found.all:
        return _nothing("artillery", "counted artillery pieces", ledger)
    groups = [
        Group("170 mm guns and 240 mm launchers together", _dated_rows(found.together)),
        Group("170 mm guns", _dated_rows(found.guns)),
        Group("240 mm launchers", _dated_rows(found.launchers)),
        Group("Heavy artillery, types not listed", _dated_rows(found.heavy)),
    ]
    return _rows_figure(
        key="artillery",
        title=_artillery_title(found),
        units="Pieces delivered so far; rows in the order of the day counted",
        groups=groups,
        found=found.all,
        note=BARS,
        ledger=ledger,
    )


def missiles_chart(found: Missiles, ledger: Ledger) -> Figure | Note:
    """Missiles delivered so far and within a period, those expected, and those fired so far."""
    drawn = (*found.delivered, *found.delivered_in_period, *found.planned, *found.fired)
    if not drawn:
        return _nothing("missiles", "counted ballistic missiles", ledger)
    groups = [
        Group("Delivered so far", _dated_rows(found.delivered)),
        Group(
            "Delivered in a period", tuple(_row(one, who_window(one)) for one in found.delivered_in_period)
        ),
        Group("Expected, not a delivery", tuple(_row(one, who_window(one)) for one in found.planned)),
        Group("Fired at Ukraine so far", _dated_rows(found.fired)),
    ]
    return _rows_figure(
        key="missiles",
        title=_missiles_title(found),
        units="Short-range ballistic missiles; rows in the order of the day counted",
        groups=groups,
        found=drawn,
        note=BARS,
        ledger=ledger,
    )


def _rows_figure(
    *,
    key: str,
    title: str,
    units: str,
    groups: list[Group],
    found: Iterable[Count],
    note: str,
    ledger: Ledger,
) -> Figure:
    counted = tuple(found)
    ids = tuple(dict.fromkeys(one.claim_id for one in counted))
    return Figure(
        key=key,
        title=title,
        units=units,
        alt=f"Chart with a row a claim. {in_words(groups)}",
        source=source_line(ledger, ids),
        svg=draw_counts(groups),
        note=note,
        data_csv=counts_csv(counted),
        claims=ids,
    )


def _nothing(key: str, did: str, ledger: Ledger) -> Note:
    return Note(key, f"By {day(ledger.as_of)} no claim used here {did}.")


def _row(one: Count, name: str) -> Row:
    return Row(name, said(one), one.claimant_id, one.interval, one.best)


def _dated_rows(found: Iterable[Count]) -> tuple[Row, ...]:
    return tuple(_row(one, who_when(one)) for one in found)


def _millions(one: Count, name: str) -> Row:
    best = None if one.best is None else one.best / MILLION
    return Row(name, said(one), one.claimant_id, one.interval.scaled(1 / MILLION), best)


def _factor(pair: PerContainer) -> Row:
    words = interval_text(pair.interval) if pair.ratio is None else count(pair.ratio)
    return Row(who_when(pair.rounds), words, pair.rounds.claimant_id, pair.interval, pair.ratio)


def _rounds_title(capacity: tuple[Count, ...], delivered: list[Count]) -> str:
    words = [
        f"{text} {said(line[-1])} rounds ({who_when(line[-1])})"
        for text, line in (("containers could hold", capacity), ("said to have come are", delivered))
        if line
    ]
    title = "; ".join(words) or "Rounds were counted for a period only"
    return title[0].upper() + title[1:]


def _factors_title(pairs: tuple[PerContainer, ...]) -> str:
    named = [(pair.ratio, pair) for pair in pairs if pair.ratio is not None]
    if not named:
        last = pairs[-1]
        return f"{short_name(last.rounds.claimant)} implies {interval_text(last.interval)} rounds a container"
    (least, low), (most, high) = min(named, key=lambda one: one[0]), max(named, key=lambda one: one[0])
    if low is high:
        return f"{short_name(low.rounds.claimant)} put {count(least)} rounds in a container"
    return f"A container was reckoned to hold anything from {count(least)} to {count(most)} rounds"


def _artillery_title(found: Artillery) -> str:
    if found.together:
        last = found.together[-1]
        whose = short_name(last.claimant)
        return f"{whose} counted {said(last)} guns and launchers together by {short_day(last.as_of)}"
    sorts = ((found.guns, "guns"), (found.launchers, "launchers"), (found.heavy, "heavy pieces"))
    parts = [f"{said(line[-1])} {sort} ({who_when(line[-1])})" for line, sort in sorts if line]
    return f"Counted apart: {join_names(parts)}"


def _missiles_title(found: Missiles) -> str:
    for verb, line in (("fired", found.fired), ("delivered", found.delivered)):
        if line:
            last = line[-1]
            return (
                f"{short_name(last.claimant)} counted {said(last)} missiles {verb} by {short_day(last.as_of)}"
            )
    last = (*found.delivered_in_period, *found.planned)[-1]
    return f"Missiles were counted for a period only: {said(last)} ({who_window(last)})"

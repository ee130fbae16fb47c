"""Tables of killed and wounded: ratios with their parts, counting noise, and what does not fit together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from frontledger.analysis.casualties.conflicts import Clash, KilledEvidence, contradicted
from frontledger.analysis.casualties.formulas import Screen, screen
from frontledger.analysis.casualties.proportions import ProportionMethod
from frontledger.analysis.casualties.ratio_claims import (
    LoneKilled,
    RatioClaim,
    Reading,
    tally_noise,
    tally_split,
)
from frontledger.analysis.casualties.tolls import Tally, Toll
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.casualties import (
    SCREEN_WORDS,
    body_name,
    implied_text,
    killed_share_text,
    level,
    number_text,
    ratio_number,
    ratio_text,
    ratio_words,
    rests_on,
    said_by,
    with_bounds,
)
from frontledger.present.words.counts import reckoned, short_day
from frontledger.present.words.numbers import NOT_STATED, count, day, percent, plural

_TONES: dict[Screen, Literal["good", "bad", "open"]] = {
    "within": "good",
    "above": "bad",
    "below": "bad",
    "defenceless": "bad",
    "open": "open",
}
_METHODS: tuple[tuple[ProportionMethod, str], ...] = (
    ("jeffreys", "Jeffreys"),
    ("wilson", "Wilson"),
    ("clopper_pearson", "Clopper–Pearson"),
)


def ratio_table(claims: Sequence[RatioClaim], ledger: Ledger) -> Table | Note:
    """Each ratio with the numbers it is formed from, its bounds, the killed share and the screen."""
    if not claims:
        return Note("ratio_table", f"By {day(ledger.as_of)} no claim used here gave a ratio.")
    inside = sum(screen(claim.bounds.ratio) == "within" for claim in claims)
    ids = tuple(dict.fromkeys(one for claim in claims for one in claim.claims))
    return Table(
        key="ratio_table",
        title=f"{plural(len(claims), 'ratio')}, {count(inside)} of them wholly within the range of combat",
        columns=(
            Column("Whose, for when"),
            Column("Formed from, as said"),
            Column("Wounded per killed", "right"),
            Column("Killed share", "right"),
            Column("Against the range of combat"),
        ),
        rows=tuple(
            (
                said_by(claim.lead.claimant, claim.as_of),
                rests_on(claim),
                ratio_words(claim),
                killed_share_text(claim.bounds.killed_share),
                _screened(screen(claim.bounds.ratio)),
            )
            for claim in claims
        ),
        source=source_line(ledger, ids),
        note="In brackets and for the killed share: what the wording of the claims allows.",
        claims=ids,
    )


def noise_table(claims: Sequence[RatioClaim], ledger: Ledger, confidence: float) -> Table | Note:
    """Counting noise by three methods beside the bounds, for every ratio formed from stated numbers."""
    noisy = [claim for claim in claims if claim.noise(confidence)]
    if not noisy:
        return Note("noise", f"By {day(ledger.as_of)} no ratio used here was formed from stated numbers.")
    ids = tuple(dict.fromkeys(one for claim in noisy for one in claim.claims))
    return Table(
        key="noise",
        title=f"Wounded per killed: bounds of the wording, and {level(confidence)} counting noise",
        columns=(
            Column("Whose, for when"),
            Column("Bounds of the wording", "right"),
            *(Column(name, "right") for _, name in _METHODS),
        ),
        rows=tuple(
            (
                said_by(claim.lead.claimant, claim.as_of),
                ratio_text(claim.bounds.ratio),
                *(_noise_text(claim, confidence, method) for method, _ in _METHODS),
            )
            for claim in noisy
        ),
        source=source_line(ledger, ids),
        note="Each interval is of the killed share of casualties, turned into the ratio.",
        claims=ids,
    )


def lone_killed_table(alone: Sequence[LoneKilled], ledger: Ledger) -> Table | Note:
    """Killed counts without a total of their date, read against the same body's nearest totals."""
    if not alone:
        words = "no killed count used here lacked wounded or a total of its own date."
        return Note("lone_killed", f"By {day(ledger.as_of)} {words}")
    ids = tuple(dict.fromkeys(one for lone in alone for one in _lone_claims(lone)))
    return Table(
        key="lone_killed",
        title="Killed counts with no total of the same date, read against the nearest totals",
        columns=(
            Column("Killed, whose, for when"),
            Column("Killed", "right"),
            Column("Total read against, of another date"),
            Column("Wounded per killed", "right"),
            Column("Killed share", "right"),
        ),
        rows=tuple(row for lone in alone for row in _lone_rows(lone)),
        source=source_line(ledger, ids),
        note="A reading is what would follow if killed and total belonged together. They do not: no result.",
        claims=ids,
    )


def tally_table(found: Sequence[Tally], ledger: Ledger, confidence: float) -> Table | Note:
    """Killed and wounded of single actions."""
    if not found:
        return Note(
            "tallies", f"By {day(ledger.as_of)} no unit's tally of killed and wounded was in use here."
        )
    ids = tuple(one for tally in found for one in tally.claims)
    return Table(
        key="tallies",
        title=f"{plural(len(found), 'tally', 'tallies')} of single actions: flows, no whole-force ratio",
        columns=(
            Column("Whose"),
            Column("Days"),
            Column("Killed", "right"),
            Column("Wounded", "right"),
            Column("Wounded per killed", "right"),
            Column(f"Counting noise, {level(confidence)}", "right"),
        ),
        rows=tuple(_tally_row(tally, confidence) for tally in found),
        source=source_line(ledger, ids),
        note="Counts over the days named, by one side, of what it saw of the other.",
        claims=ids,
    )


def contradiction_table(
    clash: Clash | None, evidence: Sequence[KilledEvidence], ledger: Ledger
) -> Table | Note:
    """What each side of the widest clash implies, and which other claims then cannot be true."""
    if clash is None:
        words = "no two claims used here gave ratios about the same casualties that exclude each other."
        return Note("contradictions", f"By {day(ledger.as_of)} {words}")
    sides = [(claim, contradicted(claim, evidence)) for claim in (clash.high, clash.low)]
    others = (one for _, items in sides for item in items for one in item.claims)
    ids = tuple(dict.fromkeys((*clash.claims, *others)))
    return Table(
        key="contradictions",
        title=f"What each ratio implies: {_sides(sides)}",
        columns=(
            Column("If this holds"),
            Column("it means killed", "right"),
            Column("and this cannot be"),
            Column("because it says killed", "right"),
        ),
        rows=tuple(row for claim, items in sides for row in _contradiction_rows(claim, items)),
        source=source_line(ledger, ids),
        note="The dead only become more: no later count may lie wholly below, no earlier one wholly above.",
        claims=ids,
    )


def _screened(outcome: Screen) -> Cell:
    return Cell(SCREEN_WORDS[outcome], tone=_TONES[outcome])


def _noise_text(claim: RatioClaim, confidence: float, method: ProportionMethod) -> str:
    noise = claim.noise(confidence, method)
    return NOT_STATED if noise is None else ratio_text(noise)


def _lone_claims(lone: LoneKilled) -> tuple[str, ...]:
    return lone.killed.claims + tuple(one for reading in lone.readings for one in reading.casualties.claims)


def _lone_rows(lone: LoneKilled) -> list[tuple[str, ...]]:
    who = said_by(lone.killed.claimant, lone.killed.as_of)
    killed = number_text(lone.killed.stated, lone.killed.bounds)
    if not lone.readings:
        return [(who, killed, "none by this body", NOT_STATED, NOT_STATED)]
    return [
        (
            who,
            killed,
            _total_text(reading.casualties),
            _reading_ratio(reading),
            _reading_share(reading),
        )
        for reading in lone.readings
    ]


def _total_text(total: Toll) -> str:
    return f"{number_text(total.stated, total.bounds)}, {short_day(total.as_of)}"


def _reading_ratio(reading: Reading) -> str:
    bounds = ratio_text(reading.bounds.ratio)
    return with_bounds(ratio_number(reading.stated.ratio.upper), bounds) if reading.stated else bounds


def _reading_share(reading: Reading) -> str:
    bounds = killed_share_text(reading.bounds.killed_share)
    return with_bounds(percent(reading.stated.killed_share.upper), bounds) if reading.stated else bounds


def _tally_row(tally: Tally, confidence: float) -> tuple[str, ...]:
    killed, wounded = tally.killed, tally.wounded
    noise = tally_noise(tally, confidence)
    first = f"{short_day(killed.start)} to " if killed.start and killed.start != killed.as_of else ""
    return (
        body_name(killed.claimant),
        f"{first}{short_day(killed.as_of)}",
        number_text(killed.stated, killed.bounds),
        number_text(wounded.stated, wounded.bounds),
        ratio_text(tally_split(tally).ratio),
        NOT_STATED if noise is None else ratio_text(noise),
    )


def _contradiction_rows(claim: RatioClaim, items: Sequence[KilledEvidence]) -> list[tuple[str, ...]]:
    lead = f"{said_by(claim.lead.claimant, claim.as_of)}: {ratio_words(claim)}"
    killed = reckoned(claim.bounds.killed) if claim.bounds.killed else NOT_STATED
    if not items:
        return [(lead, killed, "nothing else used here", NOT_STATED)]
    return [(lead, killed, said_by(item.claimant, item.as_of), _killed_text(item)) for item in items]


def _killed_text(item: KilledEvidence) -> str:
    return number_text(item.stated, item.killed) if item.counted else f"{implied_text(item)}, implied"


def _sides(sides: Sequence[tuple[RatioClaim, Sequence[KilledEvidence]]]) -> str:
    excluded = [plural(len(items), "other claim") for _, items in sides]
    return f"if the first holds, {excluded[0]} cannot be true; if the second, {excluded[1]}"

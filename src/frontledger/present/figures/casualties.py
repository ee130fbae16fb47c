"""Charts with a row a claim: the ratios claimed, and the dead each claim gives or implies."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.casualties.conflicts import Clash, KilledEvidence
from frontledger.analysis.casualties.formulas import COMBAT_RANGE, DEFENCELESS_BELOW
from frontledger.analysis.casualties.ratio_claims import RatioClaim
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.drawing.log_rows import Group, Mark, Row, draw, height, in_words, shade
from frontledger.present.words.casualties import (
    furthest_words,
    implied_text,
    level,
    number_text,
    ratio_words,
    said_by,
    stated_ratio,
)
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import day, interval_text

IN_COMBAT = "seen in combat"
ONE_FOR_ONE = "one for one"


def ratio_chart(claims: Sequence[RatioClaim], ledger: Ledger, confidence: float) -> Figure | Note:
    """Wounded per killed, a row a claim by date: bounds, the numbers as said, and counting noise."""
    if not claims:
        words = "no body used here had given killed with wounded, or a killed share, for one date."
        return Note("ratios", f"By {day(ledger.as_of)} {words}")
    groups = (Group("", tuple(_ratio_row(claim, confidence) for claim in claims)),)
    ids = tuple(dict.fromkeys(one for claim in claims for one in claim.claims))
    with style.drawing(height=height(groups) + 0.15) as (figure, axes):
        draw(axes, groups, within=Interval(DEFENCELESS_BELOW, COMBAT_RANGE.upper))
        shade(axes, COMBAT_RANGE, IN_COMBAT, DEFENCELESS_BELOW, ONE_FOR_ONE)
        drawn = style.svg(figure)
    return Figure(
        key="ratios",
        title=_ratio_title(claims),
        units="Wounded per killed, by the date both numbers are for; logarithmic axis",
        alt="Bars on a logarithmic axis, a row a claim, by date. " + in_words(groups),
        source=source_line(ledger, ids),
        svg=drawn,
        note=(
            "Bar: what the wording of the claims allows, an arrow where it sets no end. Mark: the numbers "
            f"as said. Dark line beneath: counting noise alone ({level(confidence)}, Jeffreys). Shaded: the "
            "range seen in combat (Coupland and Meddings 1999)."
        ),
        data_csv=_ratio_csv(claims),
        claims=ids,
    )


def killed_chart(evidence: Sequence[KilledEvidence], clash: Clash | None, ledger: Ledger) -> Figure | Note:
    """The dead each claim gives or implies, a row a claim by date; the two that clash most in bold."""
    if not evidence:
        return Note(
            "killed", f"By {day(ledger.as_of)} no claim used here gave or implied a number of killed."
        )
    bold = {clash.high.claims, clash.low.claims} if clash else set()
    groups = (Group("", tuple(_killed_row(one, one.claims in bold) for one in evidence)),)
    ids = tuple(dict.fromkeys(claim for one in evidence for claim in one.claims))
    with style.drawing(height=height(groups)) as (figure, axes):
        draw(axes, groups)
        drawn = style.svg(figure)
    return Figure(
        key="killed",
        title=_killed_title(evidence),
        units="Killed in all, by the date the number is for; logarithmic axis",
        alt="Bars on a logarithmic axis, a row a claim, by date. " + in_words(groups),
        source=source_line(ledger, ids),
        svg=drawn,
        note=(
            "Bar: what the wording allows, an arrow where it sets no end. An implied number is a killed "
            "share times a total." + (" Bold: the two claims that clash most." if clash else "")
        ),
        data_csv=_killed_csv(evidence),
        claims=ids,
    )


def _ratio_row(claim: RatioClaim, confidence: float) -> Row:
    mark = Mark(claim.bounds.ratio, stated_ratio(claim), claim.noise(confidence))
    name = said_by(claim.lead.claimant, claim.as_of)
    return Row(name, ratio_words(claim), claim.lead.claimant_id, (mark,))


def _killed_row(one: KilledEvidence, strong: bool) -> Row:
    words = number_text(one.stated, one.killed) if one.counted else f"{implied_text(one)}, implied"
    name = said_by(one.claimant, one.as_of)
    return Row(name, words, one.claimant_id, (Mark(one.killed, one.stated),), strong)


def _ratio_title(claims: Sequence[RatioClaim]) -> str:
    said = [(number, claim) for claim in claims if (number := stated_ratio(claim)) is not None]
    if not said:
        return "The claims bound the wounded per killed but give no one ratio"
    low, high = min(said, key=lambda one: one[0]), max(said, key=lambda one: one[0])
    if low[0] == high[0]:
        return f"{short_name(low[1].lead.claimant)} puts {ratio_words(low[1])} wounded to each killed"
    return (
        f"Wounded per killed: from {furthest_words(low[1])} ({short_name(low[1].lead.claimant)}) "
        f"to {furthest_words(high[1])} ({short_name(high[1].lead.claimant)})"
    )


def _killed_title(evidence: Sequence[KilledEvidence]) -> str:
    least = min(evidence, key=lambda one: one.killed.lower)
    most = max(evidence, key=lambda one: one.killed.lower)
    if least.killed.lower == most.killed.lower:
        return f"{short_name(least.claimant)} speaks of {interval_text(least.killed)} killed"
    return (
        f"Claims of the dead run from {interval_text(least.killed)} ({said_by(least.claimant, least.as_of)}) "
        f"to {interval_text(most.killed)} ({said_by(most.claimant, most.as_of)})"
    )


def _ratio_csv(claims: Sequence[RatioClaim]) -> str:
    header = ("claims", "claimant", "as_of", "stated", "lower", "upper")
    rows = (
        (" ".join(one.claims), one.lead.claimant, one.as_of, stated_ratio(one), *ends(one.bounds.ratio))
        for one in claims
    )
    return csv_text(header, rows)


def _killed_csv(evidence: Sequence[KilledEvidence]) -> str:
    header = ("claims", "claimant", "as_of", "stated", "lower", "upper")
    rows = (
        (" ".join(one.claims), one.claimant, one.as_of, one.stated, *ends(one.killed)) for one in evidence
    )
    return csv_text(header, rows)

"""Published ratios of wars grouped by definition, with the claims on the same axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from frontledger.analysis.casualties.formulas import COMBAT_RANGE, DEFENCELESS_BELOW
from frontledger.analysis.casualties.ratio_claims import RatioClaim
from frontledger.analysis.casualties.references import Reference
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.drawing.log_rows import Group, Mark, Row, draw, height, in_words, shade
from frontledger.present.figures.casualties import IN_COMBAT, ONE_FOR_ONE
from frontledger.present.words.casualties import (
    furthest_words,
    ratio_number,
    ratio_text,
    ratio_words,
    said_by,
    stated_ratio,
)
from frontledger.present.words.numbers import dashed, day, plural

DEFINITIONS = {
    "no": "Killed outright only",
    "yes": "Died of wounds counted as killed",
    "all_causes": "Deaths from any cause counted",
    "not_stated": "Not stated which deaths count",
}
"""The groups in the order drawn, by what the ledger says of the killed; unclear goes with not stated."""


VARIOUS = "various"
"""The ledger's word for a figure about no one side."""

_ROW_INCHES = 0.155


def reference_chart(
    found: Sequence[Reference], claims: Sequence[RatioClaim], ledger: Ledger
) -> Figure | Note:
    """Published ratios, a row a war and side, grouped by definition; the claims of the ledger at the top."""
    if not found:
        return Note("references", f"The ledger holds no ratio of another war known by {day(ledger.as_of)}.")
    groups = [Group("Claims about these troops", tuple(_claim_row(claim) for claim in claims))]
    groups += [_group(definition, found) for definition in DEFINITIONS]
    ids = tuple(dict.fromkeys(one for claim in claims for one in claim.claims))
    claimed = source_line(ledger, ids) if ids else ""
    with style.drawing(height=height(groups, _ROW_INCHES)) as (figure, axes):
        draw(axes, groups)
        shade(axes, COMBAT_RANGE, IN_COMBAT, DEFENCELESS_BELOW, ONE_FOR_ONE)
        drawn = style.svg(figure)
    return Figure(
        key="references",
        title=_title(found, claims),
        units="Wounded per killed; logarithmic axis",
        alt="Marks on a logarithmic axis, a row a claim or a war and side. " + in_words(groups),
        source=f"{plural(len(found), 'published ratio')}, sources in the list of references. {claimed}",
        svg=drawn,
        note=(
            "A mark is one published figure, a bar a published range or what a claim's wording allows. "
            "Shaded: the range seen in combat (Coupland and Meddings 1999)."
        ),
        data_csv=csv_text(
            ("reference", "war", "side", "period", "definition", "stated", "lower", "upper"),
            (
                (one.ref_id, one.war, one.side, one.period, one.definition, one.stated, *ends(one.bounds))
                for one in found
            ),
        ),
        claims=ids,
    )


def _claim_row(claim: RatioClaim) -> Row:
    mark = Mark(claim.bounds.ratio, stated_ratio(claim))
    name = said_by(claim.lead.claimant, claim.as_of)
    return Row(name, ratio_words(claim), claim.lead.claimant_id, (mark,))


def _group(definition: str, found: Sequence[Reference]) -> Group:
    wanted = {definition, "unclear"} if definition == "not_stated" else {definition}
    rows = sorted((one for one in found if one.definition in wanted), key=_losses)
    grouped = [tuple(same) for _, same in groupby(rows, key=_losses)]
    return Group(DEFINITIONS[definition], tuple(_war_row(same) for same in sorted(grouped, key=_place)))


def _war_row(same: Sequence[Reference]) -> Row:
    war, side = same[0].war, same[0].side
    ordered = sorted(same, key=lambda one: one.bounds.lower if one.stated is None else one.stated)
    words = "; ".join(_figure(one) for one in ordered)
    name = dashed(war if side == VARIOUS else f"{war}, {side}")
    return Row(name, words, "", tuple(_mark(one) for one in ordered))


def _mark(one: Reference) -> Mark:
    return Mark(one.bounds, one.stated)


def _figure(one: Reference) -> str:
    return ratio_text(one.bounds) if one.stated is None else ratio_number(one.stated)


def _losses(one: Reference) -> tuple[str, str]:
    return one.war, one.side


def _place(same: Sequence[Reference]) -> float:
    return -max(one.bounds.upper for one in same)


def _title(found: Sequence[Reference], claims: Sequence[RatioClaim]) -> str:
    low, high = min(one.bounds.lower for one in found), max(one.bounds.upper for one in found)
    past = f"Published ratios run from {ratio_number(low)} to {ratio_number(high)} wounded per killed"
    said = sorted((claim for claim in claims if stated_ratio(claim) is not None), key=_stated)
    if not said:
        return past
    least, most = furthest_words(said[0]), furthest_words(said[-1])
    return (
        f"{past}; these claims from {least} to {most}"
        if least != most
        else f"{past}; this claim gives {least}"
    )


def _stated(claim: RatioClaim) -> float:
    return stated_ratio(claim) or 0.0

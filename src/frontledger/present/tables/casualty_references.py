"""Tables of definitions: the same losses under two definitions, the medical rates, and every reference."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.casualties.formulas import FOX_EXAMPLE, Losses
from frontledger.analysis.casualties.ratio_claims import ReturnedLosses
from frontledger.analysis.casualties.references import DefinitionPair, Reference
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.figures.casualty_references import DEFINITIONS
from frontledger.present.words.casualties import factor_text, ratio_text, said_by
from frontledger.present.words.numbers import NOT_STATED, count, dashed, day, period_words, plural


def definition_table(pairs: Sequence[DefinitionPair], ledger: Ledger) -> Table | Note:
    """The same losses, by the same source, under both definitions of killed."""
    if not pairs:
        words = "no reference of the ledger gave the same losses under both definitions."
        return Note("definitions", f"By {day(ledger.as_of)} {words}")
    return Table(
        key="definitions",
        title=f"The same losses under two definitions: a ratio up to {factor_text(pairs[0].factor)} as large",
        columns=(
            Column("War and side"),
            Column("Killed outright only", "right"),
            Column("Died of wounds counted", "right"),
            Column("First over second", "right"),
            Column("Source"),
        ),
        rows=tuple(
            (
                f"{pair.outright.war}, {pair.outright.side}",
                _two(pair.outright.stated),
                _two(pair.all_deaths.stated),
                factor_text(pair.factor),
                Cell(pair.outright.source, href=pair.outright.url),
            )
            for pair in pairs
        ),
        source=f"{plural(2 * len(pairs), 'published ratio')} of the ledger's list of references.",
    )


def medical_table(with_return: Sequence[ReturnedLosses], ledger: Ledger) -> Table:
    """The rates of Holcomb et al. for Fox's worked example and claims that tell of returns to duty."""
    ids = tuple(dict.fromkeys(claim for one in with_return for claim in one.claims))
    rows = [("Fox's worked example", FOX_EXAMPLE)]
    rows += [(said_by(one.claim.lead.claimant, one.claim.as_of), one.losses) for one in with_return]
    return Table(
        key="medical_rates",
        title="One set of losses, five numbers: which rate is meant has to be said",
        columns=(
            Column("Losses"),
            Column("Killed outright; wounded; died of wounds; returned"),
            Column("%KIA", "right"),
            Column("%DOW", "right"),
            Column("CFR", "right"),
            Column("Wounded per killed outright", "right"),
            Column("Survivors per dead", "right"),
        ),
        rows=tuple(_medical_row(name, losses) for name, losses in rows),
        source=f"W. F. Fox, Regimental Losses, chapter 2. {source_line(ledger, ids) if ids else ''}".strip(),
        note=(
            "%KIA: killed outright of all hit. %DOW: died of wounds of the wounded. CFR: all dead of all "
            "hit. %KIA and %DOW leave those returned to duty out below the line, CFR does not; the first "
            "two must not be added (Holcomb et al., J Trauma 2006;60:397). Where the died of wounds are "
            "not stated, the killed are taken as killed outright."
        ),
        claims=ids,
    )


def reference_table(found: Sequence[Reference], ledger: Ledger) -> Table | Note:
    """Every reference with its definition, who counts as wounded, and its source."""
    if not found:
        return Note(
            "reference_list", f"The ledger holds no ratio of another war known by {day(ledger.as_of)}."
        )
    order = list(DEFINITIONS)
    rows = sorted(found, key=lambda one: (order.index(_definition(one)), one.ref_id))
    return Table(
        key="reference_list",
        title=f"The {plural(len(found), 'published ratio')} drawn, by definition of killed",
        columns=(
            Column("War, side and period"),
            Column("Wounded per killed", "right"),
            Column("Killed"),
            Column("Wounded"),
            Column("Source"),
        ),
        rows=tuple(_reference_row(one) for one in rows),
        source="Reference ratios of the ledger; each row leads to its source.",
    )


def _medical_row(name: str, losses: Losses) -> tuple[str, ...]:
    died = losses.died_of_wounds
    counts = (losses.killed_outright, losses.wounded, died, losses.returned_to_duty)
    return (
        name,
        "; ".join(count(number) if number else NOT_STATED for number in counts),
        f"{count(losses.killed_in_action_percent, 1)}%",
        f"{count(losses.died_of_wounds_percent, 1)}%" if died else NOT_STATED,
        f"{count(losses.case_fatality_percent, 1)}%",
        _two(losses.wounded_per_killed_outright),
        _two(losses.survivors_per_dead) if died else NOT_STATED,
    )


def _reference_row(one: Reference) -> tuple[str | Cell, ...]:
    names = (dashed(one.war), one.side, period_words(one.period))
    ratio = ratio_text(one.bounds) if one.stated is None else f"{one.stated:g}"
    spread = "" if one.stated is None or one.bounds.is_point else f" ({ratio_text(one.bounds)})"
    return (
        ", ".join(name for name in names if name),
        ratio + spread,
        DEFINITIONS[_definition(one)],
        dashed(one.wounded),
        Cell(one.source, href=one.url),
    )


def _definition(one: Reference) -> str:
    return one.definition if one.definition in DEFINITIONS else "not_stated"


def _two(ratio: float | None) -> str:
    return NOT_STATED if ratio is None else count(ratio, 2)

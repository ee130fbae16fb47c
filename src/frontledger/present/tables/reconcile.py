"""Tables about all claims together: the sets that cannot hold, and how far the path lies from each claim."""

from __future__ import annotations

from frontledger.analysis.reconcile import Conflict, Give
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import count, day, plural
from frontledger.present.words.reconcile import (
    apart,
    claim_words,
    give_words,
    quantity_words,
    said_words,
    share_words,
    through_words,
    value_words,
    when_words,
)

_MOST_SETS = 10
_MOST_GIVES = 15

Row = tuple[str | Cell, ...]


def conflicts_table(all_of: Together) -> Table | Note:
    """The smallest sets of claims that cannot hold together, smallest first, then those widest apart."""
    if not all_of.conflicts:
        return Note("conflict_sets", "There is no set of claims here that cannot hold together.")
    shown = all_of.conflicts[:_MOST_SETS]
    left = len(all_of.conflicts) - len(shown)
    ids = tuple(dict.fromkeys(claim for one in shown for claim in one.claims))
    most = shown[0]
    floor, ceiling = apart(most.floor, most.ceiling)
    return Table(
        key="conflict_sets",
        title=(
            f"{plural(len(all_of.conflicts), 'set')} of claims cannot hold together; in the widest pair at least "
            f"{floor} stands against at most {ceiling}"
            if len(most.claims) == 2
            else f"{plural(len(all_of.conflicts), 'set')} of claims cannot hold together, the smallest of "
            f"{plural(len(most.claims), 'claim')}"
        ),
        columns=(Column("Of what"), Column("At least, by"), Column("At most, by"), Column("Because")),
        rows=tuple(_conflict_row(all_of, one) for one in shown),
        source=source_line(all_of.ledger, ids),
        note=(
            "With any one claim of a set left out, the others of that set can be true. Smallest sets first, "
            "then those whose figures lie furthest apart."
            + (f" {plural(left, 'more set')} not shown." if left else "")
        ),
        claims=ids,
    )


def gives_table(all_of: Together) -> Table | Note:
    """How far each claim would have to give for the path that asks least, the one that gives most first.

    No accusation: a lie told early makes honest claims give (benchmarks/reconcile_planted.py counts how often).
    """
    if not all_of.gives:
        return Note("gives", "There is no claim here that could give.")
    if not all_of.giving:
        return Note(
            "gives",
            f"Not one of the {plural(len(all_of.gives), 'claim')} has to give: all can be true together.",
        )
    shown = all_of.giving[:_MOST_GIVES]
    rest, none = all_of.giving[_MOST_GIVES:], len(all_of.gives) - len(all_of.giving)
    ids = tuple(one.claim_id for one in shown)
    further = (
        f" The path misses {plural(len(rest), 'more claim')}, each by {share_words(rest[0].relative)} or less."
        if rest
        else ""
    )
    most = shown[0]
    return Table(
        key="gives",
        title=(
            f"The path that asks least misses {plural(len(all_of.giving), 'claim')}, furthest that of "
            f"{short_name(all_of.counts[most.claim_id].claimant)} of {day(most.day)}: {give_words(all_of, most)}; "
            f"it meets {count(none)}"
        ),
        columns=(
            Column("Who"),
            Column("Claim"),
            Column("Path gives", "right"),
            Column("Path misses it by", "right"),
            Column("Of its figure", "right"),
        ),
        rows=tuple(_give_row(all_of, one) for one in shown),
        source=source_line(all_of.ledger, ids),
        note=(
            "To be missed is no verdict: where some claims are false, the path often misses a true one that stands "
            "against them. Only the sets above show what cannot be true together, and not which claim of a set is "
            "wrong. A claim is missed by what its wording, tolerance included, does not allow. That of a share is "
            f"weighed in the people it is of, so its percentage is of a plausible count of them.{further}"
        ),
        claims=ids,
    )


def _conflict_row(all_of: Together, one: Conflict) -> Row:
    floor, ceiling = apart(one.floor, one.ceiling)
    what = quantity_words(all_of.ledger, one.quantity)
    because = through_words(all_of, one.through)
    return (
        f"{what[:1].upper()}{what[1:]} {when_words(one.since, one.day)}",
        f"{floor}: {_claims(all_of, one.floor_claims)}",
        f"{ceiling}: {_claims(all_of, one.ceiling_claims)}",
        because[:1].upper() + because[1:],
    )


def _claims(all_of: Together, ids: tuple[str, ...]) -> str:
    return "; ".join(f"{claim_words(all_of, one)} ({one})" for one in ids)


def _give_row(all_of: Together, one: Give) -> Row:
    return (
        all_of.counts[one.claim_id].claimant,
        f"{said_words(all_of, one.claim_id)} ({one.claim_id})",
        value_words(all_of, one),
        Cell(give_words(all_of, one), tone="strong"),
        share_words(one.relative),
    )

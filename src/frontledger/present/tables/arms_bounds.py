"""The pairs of claims whose bounds on rounds do not meet."""

from __future__ import annotations

from frontledger.analysis.arms.bounds import RoundsBounds
from frontledger.analysis.arms.rounds import Calibre
from frontledger.ledger import Ledger
from frontledger.present.blocks import Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.arms import IF_ALL
from frontledger.present.words.arms_bounds import bound_words
from frontledger.present.words.casualties import factor_text
from frontledger.present.words.numbers import count, day, plural


def clash_table(found: RoundsBounds, calibre: Calibre, ledger: Ledger) -> Table | Note:
    """Each floor of one body above a ceiling of another for the same or a later day, the widest first."""
    if not found.clashes:
        words = f"{IF_ALL[calibre]}, no body's floor lay above another body's ceiling."
        return Note("rounds_clashes", f"By {day(ledger.as_of)}, {words}")
    ids = _claims(found)
    bodies = {(one.floor.claim.claimant_id, one.ceiling.claim.claimant_id) for one in found.clashes}
    return Table(
        key="rounds_clashes",
        title=(
            f"{IF_ALL[calibre][0].upper()}{IF_ALL[calibre][1:]}, the bounds of {plural(len(bodies), 'pair')} of "
            f"bodies do not meet, in {plural(len(found.clashes), 'pair')} of claims"
        ),
        columns=(Column("At least"), Column("At most, on the same or a later day"), Column("Apart", "right")),
        rows=tuple(
            (bound_words(one.floor), bound_words(one.ceiling), factor_text(one.factor))
            for one in found.clashes
        ),
        source=source_line(ledger, ids),
        note=_note(found),
        claims=ids,
    )


def _claims(found: RoundsBounds) -> tuple[str, ...]:
    ends = [end for one in found.clashes for end in (one.floor, one.ceiling)]
    own = found.greatest_factor.claims if found.greatest_factor and any(end.factor for end in ends) else ()
    return tuple(dict.fromkeys((*(end.claim.claim_id for end in ends), *own)))


def _note(found: RoundsBounds) -> str:
    words = (
        "A running total never falls: what had come by one day bounds every later day from below, and what a body "
        "could allow by a day bounds every earlier day from above."
    )
    greatest = found.greatest_factor
    if greatest is None or not greatest.ratio:
        return words
    return (
        f"{words} Where a body counted containers alone, each is given {count(greatest.ratio)} rounds, the most "
        f"any body reckoned with ({greatest.rounds.claimant})."
    )

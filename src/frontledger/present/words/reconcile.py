"""Claims, conflicts and how far a claim would have to give, in words a reader understands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from frontledger.analysis.reconcile import Conflict, Give, Quantity, Through
from frontledger.analysis.reconcile.structure import UNCOUNTED
from frontledger.ledger import Ledger
from frontledger.present.reconciled import LEVELS, Together
from frontledger.present.words.counts import short_name, stated
from frontledger.present.words.numbers import count, day, join_names, percent

UNCOUNTED_WORDS = "arrivals nobody counted"
_MOST_DIGITS = 3


def measure_words(ledger: Ledger, measure: str) -> str:
    """The measure's name inside a sentence: "killed", "sent to Russia"."""
    if measure.endswith(UNCOUNTED):
        return UNCOUNTED_WORDS
    name = str(ledger.measures.set_index("measure").at[measure, "name"])
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def quantity_words(ledger: Ledger, one: Quantity) -> str:
    """What a path counts: "killed (Kursk)"; the place is left out where the name says it."""
    name = measure_words(ledger, one.measure)
    place = place_words(ledger, one.scope)
    return name if not place or place in name else f"{name} ({place})"


def place_words(ledger: Ledger, scope: str) -> str:
    """The name of a place; blank for anywhere."""
    names = dict(zip(ledger.scopes["scope"], ledger.scopes["name"], strict=True))
    return names.get(scope, "")


def claim_words(all_of: Together, claim_id: str) -> str:
    """Who said what of when: "NIS: about 300 killed (Kursk) by 9 January 2025"."""
    return f"{short_name(all_of.counts[claim_id].claimant)}: {said_words(all_of, claim_id)}"


def said_words(all_of: Together, claim_id: str) -> str:
    """What a claim says, and of when: "about 300 killed (Kursk) by 9 January 2025"."""
    one, row = all_of.counts[claim_id], all_of.rows[claim_id]
    what = measure_words(all_of.ledger, one.measure)
    place = row["scope_detail"] or place_words(all_of.ledger, one.scope)
    inside = "" if not place or place in what else f" ({place})"
    figure = f"{what} {stated(one)}%" if row["unit"] == "percent" else f"{stated(one)} {what}"
    if one.form in LEVELS or one.start is None:
        return f"{figure}{inside} {'on' if one.form == 'stock' else 'by'} {day(one.as_of)}"
    if one.start == one.as_of:
        return f"{figure}{inside} on {day(one.as_of)}"
    return f"{figure}{inside} from {day(one.start)} to {day(one.as_of)}"


def named(all_of: Together, ids: Iterable[str]) -> str:
    """Claims by who made them, with their ids: "NIS (T035, T048) and HUR (T099)"."""
    bodies: dict[str, list[str]] = {}
    for one in ids:
        bodies.setdefault(short_name(all_of.counts[one].claimant), []).append(one)
    return join_names([f"{name} ({', '.join(own)})" for name, own in bodies.items()])


def conflict_words(all_of: Together, one: Conflict) -> str:
    """Why the claims cannot all be true, in a sentence each side can be held to."""
    floor, ceiling = apart(one.floor, one.ceiling)
    what = f"{quantity_words(all_of.ledger, one.quantity)} {when_words(one.since, one.day)}"
    first, second = _listed(all_of, one.floor_claims), _listed(all_of, one.ceiling_claims)
    return (
        f"{first}; {second}. {'Both' if len(one.claims) == 2 else 'All of that'} cannot be true: the former "
        f"{_implies(one.floor_claims)} at least {floor} {what}, the latter at most {ceiling}."
    )


def when_words(since: date | None, until: date) -> str:
    """When a figure holds: by a day, or from the end of one to the end of another."""
    return f"by {day(until)}" if since is None else f"after {day(since)} up to {day(until)}"


def apart(floor: float, ceiling: float) -> tuple[str, str]:
    """Two figures with the fewest digits at which they differ.

    >>> apart(3600.0000002, 440), apart(450.2, 449.9), apart(20.04, 20.01)
    (('3,600', '440'), ('450.2', '449.9'), ('20.04', '20.01'))
    """
    pairs = [(count(floor, digits), count(ceiling, digits)) for digits in range(_MOST_DIGITS + 1)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def through_words(all_of: Together, rules: tuple[Through, ...]) -> str:
    """The rules that carry the claims to each other, in words; those of one kind together."""
    if not rules:
        return "they speak of the same count and day"
    kinds = {
        kind: [one.name for one in rules if one.kind == kind] for kind in dict.fromkeys(r.kind for r in rules)
    }
    return "; ".join(_rule_words(all_of.ledger, kind, names) for kind, names in kinds.items())


def _rule_words(ledger: Ledger, kind: str, names: list[str]) -> str:
    if kind == "identity":
        return "; ".join(_sum_words(ledger, name) for name in names)
    if kind == "inside":
        return "a place holds no less than the places inside it"
    if kind == "part_of":
        return "a part is no more than its whole"
    if kind == "not_negative":
        return "no count is below nought"
    listed = join_names([measure_words(ledger, name) for name in names])
    if kind == "ceiling":
        return f"the codebook's limit on {listed}"
    return f"running totals never fall ({listed})"


def _sum_words(ledger: Ledger, identity: str) -> str:
    plus, minus, whole = sum_parts(ledger, identity)
    return f"{whole} = {' + '.join(plus)}{''.join(f' − {name}' for name in minus)}"


def sum_parts(ledger: Ledger, identity: str) -> tuple[list[str], list[str], str]:
    """What an identity adds, what it takes away and what that gives, in words."""
    rows = ledger.identities[ledger.identities["identity_id"] == identity]
    parts = [
        (measure_words(ledger, part), int(sign))
        for part, sign in zip(rows["part"], rows["sign"], strict=True)
    ]
    plus, minus = [name for name, sign in parts if sign > 0], [name for name, sign in parts if sign < 0]
    return plus, minus, measure_words(ledger, str(rows["whole"].iloc[0]))


def give_words(all_of: Together, one: Give) -> str:
    """How far a claim would have to give and which way, in the unit it was made in: "3,160 fewer"."""
    if all_of.rows[one.claim_id]["unit"] == "percent":
        return f"{number(abs(one.gap))} points {'higher' if one.gap > 0 else 'lower'}"
    return f"{number(abs(one.gap))} {'more' if one.gap > 0 else 'fewer'}"


def value_words(all_of: Together, one: Give) -> str:
    """What the path makes of a claim, in the unit it was made in."""
    return f"{number(one.value)}{'%' if all_of.rows[one.claim_id]['unit'] == 'percent' else ''}"


def share_words(share: float) -> str:
    """A share in percent; a very small one is not called nought.

    >>> share_words(0.79), share_words(0.0003)
    ('79%', 'under 1%')
    """
    return percent(share) if share >= 0.005 else "under 1%"


def number(value: float) -> str:
    """A reckoned figure: whole, but with one digit after the point below ten.

    >>> number(439.99999), number(2.04), number(5.0000001), number(0.0000003)
    ('440', '2', '5', '0')
    """
    return count(value, 0 if value >= 10 or abs(value - round(value)) < 0.05 else 1)


def _listed(all_of: Together, ids: tuple[str, ...]) -> str:
    return join_names([f"{all_of.counts[one].claimant} said {said_words(all_of, one)}" for one in ids])


def _implies(ids: tuple[str, ...]) -> str:
    return "implies" if len(ids) == 1 else "imply"

"""Structure: which paths there are, and which sums and orders must hold between them on every day.

Unknown are the *atoms*: one path for every measure, force and place that a claim speaks of or an identity
needs, and that no identity gives. Every other quantity is a sum of atoms:

1. An identity between running totals gives its whole in every place (casualties = killed + wounded).
2. An identity that gives a stock from running totals (in theatre = sent - killed - ...) holds for the wholes
   alone, because people move between places. Its remainder is an atom of its own: arrivals nobody counted,
   never negative and never falling.
3. The whole of a measure is its path in the smallest area that takes in every place claims name; a measure
   of which all claims name one place is thus whole there.
4. On every day a place holds no less than the places inside it together; a part of a measure (`part_of`) is
   no more than that measure in the same place; nothing is negative, and running totals never fall.

5. A running total, or a flow that an identity takes for one, stays under the ceiling of the codebook.

Reported are the quantities claims speak of, the wholes, and the parts an identity needs; not a place of which
every claim is about something narrower still, which is one action and not the place.

An identity is used for a force where claims speak of its whole or of at least two of its parts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from frontledger.analysis.reconcile.places import Places
from frontledger.analysis.reconcile.relations import Measure, Sum
from frontledger.analysis.reconcile.statements import Statement

UNCOUNTED = "_uncounted"
"""Ending of the name of the path that holds the arrivals nobody counted."""


@dataclass(frozen=True, order=True)
class Quantity:
    """What a path counts: a measure of a force in a place."""

    measure: str
    force: str
    scope: str


Terms = dict[Quantity, float]


@dataclass(frozen=True)
class Order:
    """A rule of the ledger: the terms add up to no less than nought, or to exactly that (`exact`), every day.

    `kind` is inside (a place in a place), part_of, identity or not_negative; `name` says which.
    """

    kind: str
    name: str
    terms: Terms
    exact: bool = False


@dataclass
class Structure:
    """The atoms with their forms, the quantities that are sums of them, and the rules between them."""

    measures: dict[str, Measure]
    places: Places
    sums: dict[tuple[str, str], list[Sum]] = field(default_factory=dict)
    forms: dict[Quantity, str] = field(default_factory=dict)
    known: dict[Quantity, Terms] = field(default_factory=dict)
    reported: frozenset[Quantity] = frozenset()
    orders: list[Order] = field(default_factory=list)
    wholes: dict[tuple[str, str], Quantity] = field(default_factory=dict)

    def is_flow_sum(self, one: Sum) -> bool:
        """Whether it gives a stock from running totals, so that movement and remainder matter."""
        return self.measures[one.whole].form == "stock" and any(
            self.measures[part].form != "stock" for part, _ in one.parts
        )

    def own_sum(self, quantity: Quantity) -> Sum | None:
        """The identity that gives the quantity, None for an atom; the first by name of several."""
        found = self.sums.get((quantity.measure, quantity.force), [])
        if not found:
            return None
        if self.is_flow_sum(found[0]) and quantity != self.wholes.get((quantity.measure, quantity.force)):
            return None
        return found[0]

    def terms(self, quantity: Quantity) -> Terms:
        """The quantity as a sum of atoms, which become known by the asking."""
        one = self.own_sum(quantity)
        if one is None:
            form = self.measures[quantity.measure].form if quantity.measure in self.measures else "cumulative"
            self.forms.setdefault(quantity, "stock" if form == "stock" else "cumulative")
            return {quantity: 1.0}
        return self.summed(quantity, one)

    def summed(self, quantity: Quantity, one: Sum) -> Terms:
        """The right side of an identity as a sum of atoms."""
        total: Terms = {}
        flow = self.is_flow_sum(one)
        for part, sign in one.parts:
            whole = self.wholes[(part, quantity.force)] if flow else None
            found = self.terms(whole or Quantity(part, quantity.force, quantity.scope))
            for atom, factor in found.items():
                total[atom] = total.get(atom, 0.0) + sign * factor
        if flow:
            total |= self.terms(Quantity(one.whole + UNCOUNTED, quantity.force, quantity.scope))
        return total

    def identities(self, quantity: Quantity) -> frozenset[str]:
        """The identities that give the quantity as a sum of atoms."""
        one = self.own_sum(quantity)
        if one is None:
            return frozenset()
        inner = (self.identities(Quantity(part, quantity.force, quantity.scope)) for part, _ in one.parts)
        return frozenset({one.identity_id}).union(*inner)

    def ceiling(self, atom: Quantity) -> float:
        """The most the codebook thinks plausible; infinite for a remainder and for a flow of its own."""
        measure = self.measures.get(atom.measure)
        if measure is None or math.isnan(measure.ceiling):
            return math.inf
        parts = {part for group in self.sums.values() for one in group for part, _ in one.parts}
        return measure.ceiling if measure.form != "flow" or atom.measure in parts else math.inf

    def counted(self, quantity: Quantity) -> bool:
        """Whether the quantity is a running total."""
        return all(self.forms[atom] == "cumulative" for atom in self.terms(quantity)) and (
            quantity.measure not in self.measures or self.measures[quantity.measure].form != "stock"
        )


def structure(
    used: tuple[Statement, ...], measures: dict[str, Measure], sums: tuple[Sum, ...], places: Places
) -> Structure:
    """The paths and rules that these statements need."""
    found = Structure(measures, places)
    spoken = _spoken(found, used)
    _choose_sums(found, spoken, sums)
    _find_wholes(found, _scopes(found, spoken))
    for quantity in sorted(spoken | set(found.wholes.values())):
        found.known[quantity] = found.terms(quantity)
    for atom in sorted(found.forms):
        found.known.setdefault(atom, {atom: 1.0})
    orders = [*_inside(found), *_parts(found), *_further_sums(found), *_not_negative(found)]
    found.orders = [order for order in orders if order.exact or min(order.terms.values(), default=0.0) < 0]
    found.reported = frozenset(found.known) - _single_actions(found, used)
    return found


def _single_actions(found: Structure, used: tuple[Statement, ...]) -> set[Quantity]:
    """The quantities in places of which claims speak only by naming something narrower, wholes left out."""
    plain = {(one.scope, one.force) for one in used if not one.narrower}
    narrow = {(one.scope, one.force) for one in used if one.narrower} - plain
    wholes = set(found.wholes.values())
    return {one for one in found.known if (one.scope, one.force) in narrow and one not in wholes}


def denominator(found: Structure, one: Statement) -> Quantity:
    """What a share is of: its own whole in the same place, or else the whole of the other measure."""
    if found.measures[one.base].part_of == one.over:
        return Quantity(one.over, one.force, one.scope)
    return found.wholes[(one.over, one.force)]


def _spoken(found: Structure, used: tuple[Statement, ...]) -> set[Quantity]:
    """The quantities claims count, and those their shares are of."""
    spoken = {Quantity(one.base, one.force, one.scope) for one in used}
    counted = {(quantity.measure, quantity.force) for quantity in spoken}
    for one in used:
        own_whole = one.over and found.measures[one.base].part_of == one.over
        if own_whole or (one.over and (one.over, one.force) not in counted):
            spoken.add(Quantity(one.over, one.force, one.scope))
    return spoken


def _choose_sums(found: Structure, spoken: set[Quantity], sums: tuple[Sum, ...]) -> None:
    for force in sorted({one.force for one in spoken}):
        counted = {one.measure for one in spoken if one.force == force}
        named = set(counted)
        for _ in sums:
            for one in sums:
                parts = [part for part, _ in one.parts]
                if one.whole in named or sum(part in counted for part in parts) >= 2:
                    chosen = found.sums.setdefault((one.whole, force), [])
                    if one not in chosen:
                        chosen.append(one)
                    named |= {one.whole, *parts}


def _scopes(found: Structure, spoken: set[Quantity]) -> dict[tuple[str, str], set[str]]:
    """The places in which each measure of a force is needed, identities between totals followed down."""
    scopes: dict[tuple[str, str], set[str]] = {}
    waiting = sorted(spoken)
    while waiting:
        quantity = waiting.pop()
        here = scopes.setdefault((quantity.measure, quantity.force), set())
        if quantity.scope in here:
            continue
        here.add(quantity.scope)
        for one in found.sums.get((quantity.measure, quantity.force), []):
            if not found.is_flow_sum(one):
                waiting += [Quantity(part, quantity.force, quantity.scope) for part, _ in one.parts]
    return scopes


def _find_wholes(found: Structure, scopes: dict[tuple[str, str], set[str]]) -> None:
    for (measure, force), named in sorted(scopes.items()):
        found.wholes[(measure, force)] = Quantity(measure, force, found.places.common(named))
    for (whole, force), sums in sorted(found.sums.items()):
        here = [place for one in sums for place in _named_by(found, one, force)]
        common = found.places.common(here)
        for name in (whole, *(part for one in sums for part, _ in one.parts)):
            found.wholes.setdefault((name, force), Quantity(name, force, common))


def _named_by(found: Structure, one: Sum, force: str) -> list[str]:
    names = (one.whole, *(part for part, _ in one.parts))
    return [found.wholes[(name, force)].scope for name in names if (name, force) in found.wholes]


def _inside(found: Structure) -> list[Order]:
    """What a place holds is no less than what the places inside it hold together."""
    groups: dict[tuple[str, str], set[str]] = {}
    for quantity in found.known:
        groups.setdefault((quantity.measure, quantity.force), set()).add(quantity.scope)
    orders = []
    for (measure, force), scopes in sorted(groups.items()):
        children: dict[str, list[str]] = {}
        for scope in sorted(scopes):
            parent = next((place for place in found.places.around(scope) if place in scopes), None)
            if parent is not None and parent != scope:
                children.setdefault(parent, []).append(scope)
        for parent, inner in children.items():
            terms = dict(found.terms(Quantity(measure, force, parent)))
            for scope in inner:
                terms = _less(terms, found.terms(Quantity(measure, force, scope)))
            orders.append(Order("inside", f"{measure}: {' + '.join(inner)} in {parent or 'all'}", terms))
    return orders


def _parts(found: Structure) -> list[Order]:
    """A part of a measure is no more than it, unless an identity already says how the two go together."""
    orders = []
    for quantity in list(found.known):
        measure = found.measures.get(quantity.measure)
        if measure is None or not measure.part_of or _share_a_sum(found, quantity, measure.part_of):
            continue
        here = (quantity.scope, *found.places.around(quantity.scope))
        known = (Quantity(measure.part_of, quantity.force, scope) for scope in here)
        wider = next((one for one in known if one in found.known), None)
        wider = wider or found.wholes.get((measure.part_of, quantity.force))
        if wider is not None:
            terms = _less(found.terms(wider), found.terms(quantity))
            orders.append(Order("part_of", f"{quantity.measure} in {measure.part_of}", terms))
    return orders


def _share_a_sum(found: Structure, quantity: Quantity, other: str) -> bool:
    pair = {quantity.measure, other}
    sums = [one for (_, force), group in found.sums.items() if force == quantity.force for one in group]
    return any(pair <= {one.whole, *(part for part, _ in one.parts)} for one in sums)


def _further_sums(found: Structure) -> list[Order]:
    """Where two identities give the same whole, both hold."""
    orders = []
    for quantity in list(found.known):
        given = found.own_sum(quantity)
        for other in found.sums.get((quantity.measure, quantity.force), [])[1:] if given else []:
            terms = _less(found.terms(quantity), found.summed(quantity, other))
            orders.append(Order("identity", other.identity_id, terms, exact=True))
    return orders


def _not_negative(found: Structure) -> list[Order]:
    sums = ((quantity, terms) for quantity, terms in found.known.items() if min(terms.values()) < 0)
    return [Order("not_negative", quantity.measure, terms) for quantity, terms in sums]


def _less(one: Terms, other: Terms) -> Terms:
    atoms = [*one, *(atom for atom in other if atom not in one)]
    terms = {atom: one.get(atom, 0.0) - other.get(atom, 0.0) for atom in atoms}
    return {atom: factor for atom, factor in terms.items() if factor}

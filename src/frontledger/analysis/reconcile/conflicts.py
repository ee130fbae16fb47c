"""Which claims cannot all be true: smallest sets that no path satisfies, each with the reason.

A set of claims is impossible when the least total slack over it is more than nought; the claims that price
that slack (the dual solution, a Farkas certificate) are an impossible set too, and leaving out one claim
after another as long as the rest stays impossible makes it irreducible (Chinneck, Feasibility and
Infeasibility in Optimization, 2008, chapter 6: elastic and deletion filters; Gleeson and Ryan, ORSA Journal
on Computing 2, 1990). More sets are found by setting claims aside: first all of every set found, which gives
sets that share no claim; then single claims of each set, which gives the other sets its claims stand in.
Sets of one or two are all found. Arrivals nobody counted cost nothing here, so every set named is one that
they cannot resolve.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from frontledger.analysis.answers import answered, follows_from
from frontledger.analysis.reconcile.holding import Solved
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.reasons import POSSIBLE, Conflict, reason

MOST_QUESTIONS = 150
"""How often the solver is asked for further sets once the sets that share no claim are found."""

_CONFLICTS = TypeAdapter(tuple[Conflict, ...])


def conflicts(solved: Solved, most: int) -> tuple[Conflict, ...]:
    """Irreducible sets of claims that cannot hold together, smallest and widest apart first, up to `most`.

    Every set of one or two is found, larger ones as far as MOST_QUESTIONS lets them.
    """
    content = follows_from("conflicts", solved.model.content, solved.slack, most)
    return answered(content, _CONFLICTS, lambda: _conflicts(solved, most))


def _conflicts(solved: Solved, most: int) -> tuple[Conflict, ...]:
    search = _Search(solved)
    found = search.small()
    found = search.further(found, search.apart(found), most)
    told = (reason(search.program, core) for core in search.worst(found, most))
    return tuple(sorted(told, key=lambda one: (len(one.claims), -one.gap, one.claims)))


class _Search:
    """The search for irreducible sets in one model; claims by their places among its statements."""

    def __init__(self, solved: Solved) -> None:
        self.model = solved.model
        self.program = Program(solved.model)
        self.owner = np.array([side.statement for side in self.model.sides], dtype=int)
        self.giving = sorted(set(self.owner[solved.slack > 0].tolist()))
        self.everyone = frozenset(range(len(self.model.statements)))
        self.asked = 0

    def small(self) -> list[frozenset[int]]:
        """Every set of one or two: one claim of each gives in every path, so in the path shown."""
        alone = {claim for claim in self.giving if self.support(frozenset({claim}))}
        found = {frozenset({claim}) for claim in alone}
        for claim in self.giving:
            if claim not in alone:
                found |= {frozenset({claim, other}) for other in self.against(claim) - alone}
        return sorted(found, key=sorted)

    def against(self, claim: int) -> set[int]:
        """The claims that cannot be true if this one is; every path that meets it clears those it meets."""
        own = self.owner == claim
        self.program.grant(np.where(own, 0.0, math.inf))
        suspects = self.short(~own)
        found = set()
        while suspects:
            suspect = min(suspects)
            short = self.short(self.owner == suspect)
            found |= short & {suspect}
            suspects = (suspects & short) - {suspect}
        self.program.grant(np.full(len(own), math.inf))
        return found

    def short(self, asked: NDArray[np.bool_]) -> set[int]:
        """The claims that fall short on a path that falls least short of the sides asked about."""
        self.program.violation(np.where(asked, self.program.slack_costs, 0.0))
        return set(self.owner[self.program.slack() > POSSIBLE].tolist())

    def apart(self, known: list[frozenset[int]]) -> list[frozenset[int]]:
        """Sets that share no claim, known ones first, until what is left is possible."""
        found: list[frozenset[int]] = []
        left = self.everyone
        while core := next((one for one in known if one <= left), None) or self.core(left):
            found.append(core)
            left -= core
        return found

    def further(
        self, known: list[frozenset[int]], apart: list[frozenset[int]], most: int
    ) -> list[frozenset[int]]:
        """More sets: what stays impossible without some claims of a set, and without the sets apart from it.

        The claims left out grow from one, until they meet every set known; what is impossible then is new
        (Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32, 1987).
        """
        found = [*known, *(core for core in apart if core not in known)]
        waiting = [(base, frozenset({claim})) for base in apart for claim in sorted(base)]
        self.asked, seen = 0, set(waiting)
        while waiting and self.asked < MOST_QUESTIONS and len(found) < most:
            base, out = waiting.pop(0)
            others = frozenset().union(*(other for other in apart if other != base))
            left = self.everyone - (others - base) - out
            core = next((one for one in found if one <= left), None)
            if core is None and (core := self.core(left)):
                found.append(core)
            for claim in sorted(core or ()):
                node = (base, out | {claim})
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
        return found

    def worst(self, found: list[frozenset[int]], most: int) -> list[frozenset[int]]:
        """The smallest sets, and of those as large the ones that fall shortest, where there are too many."""
        if len(found) <= most:
            return found
        return sorted(found, key=lambda core: (len(core), -self.shortfall(core), sorted(core)))[:most]

    def core(self, claims: frozenset[int]) -> frozenset[int]:
        """An irreducible impossible set among the claims, empty where they are possible."""
        support = self.support(claims)
        settled: list[int] = []
        while waiting := [claim for claim in support if claim not in settled]:
            rest = self.support(frozenset(support) - {waiting[0]})
            if rest:
                support = rest
            else:
                settled.append(waiting[0])
        return frozenset(support)

    def shortfall(self, claims: frozenset[int]) -> float:
        """The least total slack over these claims alone."""
        active = np.isin(self.owner, list(claims))
        return self.program.violation(np.where(active, self.program.slack_costs, 0.0))

    def support(self, claims: frozenset[int]) -> list[int]:
        """Impossible claims among these, those that matter least first; empty where all are possible."""
        self.asked += 1
        if self.shortfall(claims) < POSSIBLE:
            return []
        active = np.isin(self.owner, list(claims))
        _, prices, _ = self.program.prices()
        weight: dict[int, float] = {}
        for side, price in enumerate(prices):
            if active[side] and abs(price) > POSSIBLE * self.program.slack_costs[side]:
                weight[self.owner[side]] = weight.get(self.owner[side], 0.0) + abs(price)
        return sorted((int(claim) for claim in weight), key=lambda claim: (weight[claim], claim))

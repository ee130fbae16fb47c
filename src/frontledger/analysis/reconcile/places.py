"""Places: which area lies in which, by the ledger's own table of scopes."""

from __future__ import annotations

from collections.abc import Iterable

from frontledger.ledger import Ledger

ANYWHERE = ""
"""The area of a whole whose parts have no area in common."""


class Places:
    """The tree of scopes. Areas side by side in it do not overlap; one that overlaps another lies in it.

    >>> places = Places({"russia": "", "border": "russia", "kursk": "border", "dprk": ""})
    >>> places.around("kursk")
    ('border', 'russia', '')
    >>> places.common({"kursk", "russia"}), places.common({"kursk", "dprk"})
    ('russia', '')
    """

    def __init__(self, inside: dict[str, str]) -> None:
        self._inside = inside

    @classmethod
    def of(cls, ledger: Ledger) -> Places:
        """The scopes of a ledger."""
        return cls(dict(zip(ledger.scopes["scope"], ledger.scopes["inside"], strict=True)))

    def around(self, scope: str) -> tuple[str, ...]:
        """The areas it lies in, nearest first, anywhere last."""
        found = []
        while scope:
            scope = self._inside.get(scope, ANYWHERE)
            found.append(scope)
        return tuple(found)

    def common(self, scopes: Iterable[str]) -> str:
        """The smallest area that takes in all of these."""
        chains = [(scope, *self.around(scope)) for scope in sorted(scopes)]
        return next(place for place in chains[0] if all(place in chain for chain in chains))

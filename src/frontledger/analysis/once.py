"""Work on a ledger that several questions need, done once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from frontledger.ledger import Ledger

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once_a_ledger(
    work: Callable[Concatenate[Ledger, Asked], Found],
) -> Callable[Concatenate[Ledger, Asked], Found]:
    """The function made to keep what it finds, for as long as the ledger is there.

    A ledger and a view of one never change, so only what is asked beside it tells results apart. The arguments
    must be hashable, and nobody may change what is returned.
    """
    kept: WeakKeyDictionary[Ledger, dict[Hashable, Found]] = WeakKeyDictionary()

    @wraps(work)
    def known(ledger: Ledger, *places: Asked.args, **names: Asked.kwargs) -> Found:
        found = kept.setdefault(ledger, {})
        asked = (places, tuple(sorted(names.items())))
        if asked not in found:
            found[asked] = work(ledger, *places, **names)
        return found[asked]

    return known

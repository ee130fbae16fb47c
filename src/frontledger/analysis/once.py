"""Work on a ledger or a model that several questions need, done once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Owner = TypeVar("Owner")
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once(work: Callable[Concatenate[Owner, Asked], Found]) -> Callable[Concatenate[Owner, Asked], Found]:
    """The function made to keep what it finds, for as long as its first argument is there.

    That must be something that never changes, as a ledger, a view of one or a model, so that only what is asked
    beside it tells results apart. The arguments must be hashable, and nobody may change what is returned.
    """
    kept: WeakKeyDictionary[Owner, dict[Hashable, Found]] = WeakKeyDictionary()

    @wraps(work)
    def known(owner: Owner, *places: Asked.args, **names: Asked.kwargs) -> Found:
        found = kept.setdefault(owner, {})
        asked = (places, tuple(sorted(names.items())))
        if asked not in found:
            found[asked] = work(owner, *places, **names)
        return found[asked]

    return known

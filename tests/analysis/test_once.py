"""Work done once a ledger: found again, never for another ledger, and not kept beyond it."""

import gc
import weakref
from datetime import date

from frontledger.analysis.once import once
from frontledger.ledger import load


def test_what_was_found_is_found_again_for_the_same_question_alone():
    asked = []

    @once
    def size(ledger, word, *, times=1):
        asked.append((ledger, word, times))
        return len(ledger.claims) * times

    ledger = load()
    view = ledger.view(as_of=date(2025, 1, 1))
    assert [size(ledger, "a"), size(ledger, "a")] == [len(ledger.claims)] * 2
    assert size(ledger, "a", times=2) == 2 * len(ledger.claims)
    assert size(view, "a") == len(view.claims) < len(ledger.claims)
    assert asked == [(ledger, "a", 1), (ledger, "a", 2), (view, "a", 1)]


def test_nothing_is_kept_when_the_ledger_is_gone():
    found = once(lambda ledger: ledger.claims)
    ledger = load()
    found(ledger)
    gone = weakref.ref(ledger)
    del ledger
    gc.collect()
    assert gone() is None

"""A scenario's rates in words."""

from __future__ import annotations

from frontledger.analysis.troops.scenario import Rates
from frontledger.ledger import Interval
from frontledger.present.words.numbers import interval_text

NO_FORECAST = "SCENARIO, not a forecast: what would follow if the rates held, and no word on whether they do."

RATES = {
    "rotation": "gone home and not replaced",
    "reinforcement": "newly arrived",
    "losses": "killed or captured",
}
"""What each rate counts, in people a month."""


def rates_words(rates: Rates) -> str:
    """The three rates in people a month.

    >>> rates_words(Rates(Interval(0, 0), Interval(100, 200), Interval(0, 300)))
    'gone home and not replaced 0, newly arrived 100–200, killed or captured up to 300 people a month'
    """
    known: dict[str, Interval] = {name: getattr(rates, name) for name in RATES}
    return ", ".join(f"{RATES[name]} {interval_text(one)}" for name, one in known.items()) + " people a month"

"""The scenario's rates beside what the claims say of the same, and its months."""

from __future__ import annotations

from frontledger.analysis.troops.scenario import RECENT_MONTHS, Counted, Scenario
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.counts import reckoned
from frontledger.present.words.numbers import count, day, interval_text, plural
from frontledger.present.words.scenario import NO_FORECAST, RATES


def rates_table(found: Scenario | None, ledger: Ledger) -> Table | Note:
    """Each assumed rate with the months' rise of the reconciled running total it corresponds to."""
    if found is None:
        words = "no reconciled path of those present was there to carry forward."
        return Note("scenario_rates", f"By {day(ledger.as_of)} {words}")
    counted = {one.rate: one for one in found.counted}
    return Table(
        key="scenario_rates",
        title="SCENARIO: the rates assumed, beside what the claims leave of the last months",
        columns=(
            Column("People a month"),
            Column("Assumed", "right"),
            Column("On the reconciled path", "right"),
            Column("The claims leave", "right"),
        ),
        rows=tuple(_row(name, getattr(found.rates, name), counted.get(name)) for name in RATES),
        source=source_line(ledger, found.history.claims),
        note=(
            f"{NO_FORECAST} The two last columns are the rise of those sent, returned home, killed and captured, "
            f"a mean over the {plural(RECENT_MONTHS, 'month')} to "
            f"{day(found.start.day)}; nothing is fitted to them."
        ),
        claims=found.history.claims,
    )


def _row(name: str, assumed: Interval, counted: Counted | None) -> tuple[str, ...]:
    words = RATES[name][0].upper() + RATES[name][1:]
    if counted is None:
        return (words, interval_text(assumed), "no path", "no path")
    own = count(round(counted.estimate, -1))
    return (words, interval_text(assumed), own, reckoned(counted.bounds))

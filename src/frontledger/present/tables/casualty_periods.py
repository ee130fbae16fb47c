"""Table of the pace of casualties on the reconciled path."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.casualties.reconciled import PeriodRate
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.counts import UNBOUNDED, reckoned, short_day
from frontledger.present.words.numbers import NOT_STATED, count, day, interval_text, plural


def period_table(
    found: Sequence[PeriodRate], ledger: Ledger, strength: int, claims: Sequence[str]
) -> Table | Note:
    """Casualties per 1,000 per day by quarter on the reconciled path, for two bases."""
    if not found:
        words = "the reconciled paths of casualties and of those present covered no quarter together."
        return Note("period_rates", f"By {day(ledger.as_of)} {words}")
    return Table(
        key="period_rates",
        title=_period_title(found),
        columns=(
            Column("Between"),
            Column("Casualties added", "right"),
            Column("A day", "right"),
            Column("Present, mean", "right"),
            Column("Per 1,000 per day", "right"),
            Column(f"If {count(strength)} were present", "right"),
        ),
        rows=tuple(_period_row(one, strength) for one in found),
        source=source_line(ledger, claims),
        note=(
            "First the reconciled path, in brackets what the claims leave. Those present are counted wherever the "
            "ledger counts them, so the rate of those in the fighting was higher."
        ),
        claims=tuple(claims),
    )


def _period_title(found: Sequence[PeriodRate]) -> str:
    known = [(one.rate, one) for one in found if one.rate is not None]
    if len(known) < 2:
        return "Casualties per 1,000 soldiers per day, by quarter of the reconciled path"
    (rate, top), (newest, last) = max(known, key=lambda pair: pair[0]), known[-1]
    fastest = f"Reconciled, casualties came fastest in the quarter to {day(top.end)}: {count(rate, 1)}"
    if top is last:
        return f"{fastest} per 1,000 per day"
    return f"{fastest} per 1,000 per day, against {count(newest, 1)} in the last"


def _period_row(one: PeriodRate, strength: int) -> tuple[str, ...]:
    return (
        f"{short_day(one.start)} – {short_day(one.end)} ({plural(one.days, 'day')})",
        f"{count(round(one.estimate, -1))} ({reckoned(one.added)})",
        count(one.estimate / one.days),
        f"{count(round(one.present_estimate, -2))} ({reckoned(one.present)})",
        f"{NOT_STATED if one.rate is None else count(one.rate, 1)} ({_rate_words(one.bounds)})",
        count(one.at_strength(strength), 1),
    )


def _rate_words(bounds: Interval) -> str:
    words = interval_text(bounds, 1)
    return UNBOUNDED if words == NOT_STATED else words

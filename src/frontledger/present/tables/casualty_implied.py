"""Tables of the killed that published ratios imply, and of the pace of casualties on the reconciled path."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.casualties.implied import CasualtyDay, ImpliedKilled
from frontledger.analysis.casualties.reconciled import PeriodRate
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.figures.casualty_implied import group_of
from frontledger.present.figures.casualty_references import DEFINITIONS, VARIOUS
from frontledger.present.words.casualties import ratio_number, ratio_text
from frontledger.present.words.counts import UNBOUNDED, reckoned, short_day
from frontledger.present.words.numbers import NOT_STATED, count, dashed, day, interval_text, plural


def implied_table(found: Sequence[ImpliedKilled], of: CasualtyDay | None, ledger: Ledger) -> Table | Note:
    """Each published ratio with the killed it implies, grouped by definition, the most killed first."""
    if of is None or not found:
        words = "no reconciled casualty total, or no published ratio, was there to turn into killed."
        return Note("implied_table", f"By {day(ledger.as_of)} {words}")
    order = list(DEFINITIONS)
    ordered = sorted(found, key=lambda one: (order.index(group_of(one)), -_middle(one)))
    return Table(
        key="implied_table",
        title=f"Killed among {count(round(of.casualties.estimate, -2))} casualties, by each published ratio",
        columns=(
            Column("What counts as killed"),
            Column("War and side"),
            Column("Wounded per killed", "right"),
            Column("Killed it implies", "right"),
            Column("With the bounds of both", "right"),
        ),
        rows=tuple(_implied_row(one) for one in ordered),
        source=f"{plural(len(found), 'published ratio')}; {source_line(ledger, of.claims)}",
        note=(
            f"Casualties: the reconciled path on {day(of.casualties.day)}, {reckoned(of.casualties.bounds)}. "
            "Killed are casualties / (1 + wounded per killed), under that source's own definition."
        ),
        claims=of.claims,
    )


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


def _middle(one: ImpliedKilled) -> float:
    return (one.bounds.lower + one.bounds.upper) / 2 if one.estimate is None else one.estimate


def _implied_row(one: ImpliedKilled) -> tuple[str | Cell, ...]:
    known = one.reference
    war = known.war if known.side == VARIOUS else f"{known.war}, {known.side}"
    return (
        DEFINITIONS[group_of(one)],
        Cell(dashed(war), href=known.url),
        ratio_text(known.bounds) if known.stated is None else ratio_number(known.stated),
        NOT_STATED if one.estimate is None else count(round(one.estimate, -1)),
        reckoned(one.bounds),
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

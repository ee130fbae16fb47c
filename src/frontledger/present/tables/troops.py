"""Tables about troops: forecasts against what was reported later, revisions, and other forces."""

from __future__ import annotations

from frontledger.analysis.claim_counts import Count
from frontledger.analysis.troops.flows import Forecast
from frontledger.analysis.troops.revisions import Chain, Revision
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.counts import place_names, short_day, stated
from frontledger.present.words.numbers import count, day, interval_text, plural

WHOLE = ("war", "russia")
_WHAT = {
    "sent": "sent in all",
    "sent_in_period": "sent in addition",
    "in_theatre": "present",
    "killed": "killed",
    "wounded": "wounded",
    "casualties": "casualties",
}


def forecasts_table(forecasts: tuple[Forecast, ...], ledger: Ledger) -> Table | Note:
    """What was said would be sent, beside the highest count of those sent reported for that time."""
    if not forecasts:
        return Note("forecasts", f"By {day(ledger.as_of)} no body used here had made a forecast.")
    unmet = sum(one.highest is None for one in forecasts)
    ids = tuple(dict.fromkeys(_forecast_claims(forecasts)))
    return Table(
        key="forecasts",
        title=(
            f"{plural(len(forecasts), 'forecast')}; for {count(unmet)} of them the ledger "
            "holds no later count of troops sent"
        )
        if unmet
        else f"{plural(len(forecasts), 'forecast')}, each with a later count of troops sent",
        columns=(
            Column("Said on"),
            Column("Who"),
            Column("Forecast"),
            Column("For when"),
            Column("Highest count reported later for that time"),
        ),
        rows=tuple(_forecast_row(one, ledger) for one in forecasts),
        source=source_line(ledger, ids),
        note="A later count need not be of the troops the forecast meant; it bounds what became of it.",
        claims=ids,
    )


def revisions_table(chains: tuple[Chain, ...], ledger: Ledger) -> Table | Note:
    """Each step from one figure of a body to its next, with the factor and the days between."""
    if not chains:
        return Note("revisions_table", "There is no revision to list.")
    steps = sum(len(chain.steps) for chain in chains)
    ids = tuple(one.claim_id for chain in chains for one in chain.counts)
    return Table(
        key="revisions_table",
        title=f"{plural(steps, 'revision')} in {plural(len(chains), 'running total')}",
        columns=(
            Column("Whose count"),
            Column("From"),
            Column("To"),
            Column("Factor", "right"),
            Column("Days", "right"),
        ),
        rows=tuple(row for chain in chains for row in _chain_rows(chain, ledger)),
        source=source_line(ledger, ids),
        note=(
            "Dates are those of the statements. The factor is that of the figures named, or its bounds where "
            "one is a range; the line in bold goes from a body's first figure to its last."
        ),
        claims=ids,
    )


def other_forces_table(found: tuple[Count, ...], ledger: Ledger) -> Table | Note:
    """Claims about officers, engineers, builders and workers: no part of the counts of troops."""
    if not found:
        return Note(
            "other_forces", f"By {day(ledger.as_of)} no claim used here spoke of forces other than troops."
        )
    names = dict(zip(ledger.forces["force"], ledger.forces["name"], strict=True))
    ids = tuple(one.claim_id for one in found)
    return Table(
        key="other_forces",
        title=f"{plural(len(found), 'claim')} about other forces, none of them part of the counts of troops",
        columns=(
            Column("Force"),
            Column("Said on"),
            Column("Who"),
            Column("How many", "right"),
            Column("What"),
        ),
        rows=tuple(
            (names[one.force], short_day(one.said), one.claimant, stated(one), _what(one, ledger))
            for one in found
        ),
        source=source_line(ledger, ids),
        claims=ids,
    )


def _forecast_row(one: Forecast, ledger: Ledger) -> tuple[str | Cell, ...]:
    made, later = one.count, one.highest
    found = Cell("none in the ledger", tone="muted")
    if later is not None:
        found = Cell(f"{stated(later)} ({later.claimant}, {short_day(later.as_of)})")
    place = "" if made.scope in WHOLE else f" to {place_names(ledger, [made.scope])}"
    what = f"{stated(made)} {'in all' if made.form == 'cumulative' else 'more'}{place}"
    return (short_day(made.said), made.claimant, what, _when(one), found)


def _when(one: Forecast) -> str:
    start = one.count.start
    if one.due is None:
        return "no day given" if start is None else f"from {short_day(start)}"
    return f"by {short_day(one.due)}" if start is None else f"{short_day(start)} to {short_day(one.due)}"


def _what(one: Count, ledger: Ledger) -> str:
    place = "" if one.scope in WHOLE else f", {place_names(ledger, [one.scope])}"
    forecast = " (forecast)" if one.kind == "forecast" else ""
    return f"{_WHAT[one.measure]}{place}{forecast}"


def _chain_rows(chain: Chain, ledger: Ledger) -> list[tuple[str | Cell, ...]]:
    first = chain.counts[0]
    whose = f"{first.claimant}: {_what(first, ledger)}"
    rows = [_step(step, whose if number == 0 else "", "") for number, step in enumerate(chain.steps)]
    return [*rows, _step(chain.overall, "from first to last", "strong")] if len(rows) > 1 else rows


def _step(step: Revision, whose: str, tone: str) -> tuple[str | Cell, ...]:
    bounds = interval_text(step.factor_interval, 1)
    factor = bounds if step.factor is None else count(step.factor, 1)
    texts = (
        whose,
        f"{stated(step.before)} ({short_day(step.before.said)})",
        f"{stated(step.after)} ({short_day(step.after.said)})",
        factor,
        count(step.days),
    )
    return tuple(Cell(text, tone="strong") for text in texts) if tone == "strong" else texts


def _forecast_claims(forecasts: tuple[Forecast, ...]) -> list[str]:
    ids = [one.count.claim_id for one in forecasts]
    return ids + [one.highest.claim_id for one in forecasts if one.highest]

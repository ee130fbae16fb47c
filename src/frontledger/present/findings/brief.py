"""The brief's sentences: the newest word on the main counts, and the headline of each subject."""

from __future__ import annotations

from dataclasses import replace

from frontledger.analysis.audit.verdicts import audit
from frontledger.analysis.brief import KeyFigure, key_figures
from frontledger.analysis.drones.growth import WindowError
from frontledger.analysis.drones.series import UnknownSeriesError
from frontledger.analysis.drones.study import growth_study
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.findings import arms, casualties, drones, troops
from frontledger.present.findings import audit as audits
from frontledger.present.words.audit import claim_rows, claim_time, measure_names, stated_words
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import day, join_names

_IN_HEADLINE = 3


def headline(ledger: Ledger) -> Finding | Note:
    """The newest claim of each of the first key figures, with who made it and for which day."""
    figures = key_figures(ledger)
    if not figures:
        return Note("brief", f"By {day(ledger.as_of)} no claim used here gave any of the key figures.")
    first = figures[:_IN_HEADLINE]
    return Finding(
        key="brief",
        sentence=f"The newest claims: {join_names([_newest(one, ledger) for one in first])}.",
        doubt="These are claims of interested bodies; no neutral one has counted.",
        claims=tuple(one.newest.claim_id for one in first),
    )


def subject_headlines(ledger: Ledger) -> tuple[tuple[str, Finding | Note], ...]:
    """The headline of each subject, under the name readers know it by."""
    return (
        ("Troops", troops.headline(ledger)),
        ("Casualties", casualties.headline(ledger)),
        ("Drones", _drones(ledger)),
        ("Arms", arms.headline(ledger)),
        ("The article", audits.headline(audit(ledger), ledger)),
    )


def _drones(ledger: Ledger) -> Finding | Note:
    """The drone report's growth, with what other windows give as its doubt; a note without the months."""
    try:
        found = drones.headline(growth_study(ledger))
        growth, _, windows = found.sentence.partition(". ")
        return replace(found, sentence=f"{growth}.", doubt=windows)
    except (WindowError, UnknownSeriesError):
        return Note(
            "drone_growth", f"By {day(ledger.as_of)} the months this is told from had not been counted."
        )


def _newest(figure: KeyFigure, ledger: Ledger) -> str:
    row = claim_rows(ledger, [figure.newest.claim_id])[0]
    name = measure_names(ledger)[figure.measure]
    return f"{stated_words(row)} {name} ({short_name(row['claimant'])}, {claim_time(row)})"

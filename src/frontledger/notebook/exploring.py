"""What the exploring notebook shows: the reports' own findings and charts, drawn again as controls are moved.

Values go through the same models as a report's parameters, so what is refused there is refused here, in the same
words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from frontledger.analysis.casualties import fractions, ratio_claims
from frontledger.analysis.drones.growth import WindowError
from frontledger.analysis.drones.series import UnknownSeriesError, monthly_series
from frontledger.analysis.drones.study import ARTICLE_WINDOW, growth_study
from frontledger.analysis.troops import flows
from frontledger.ledger import Ledger, LedgerError, load
from frontledger.notebook import controls
from frontledger.notebook.parameters import ParameterError, check
from frontledger.notebook.project import ledger_folder
from frontledger.notebook.session import CannotBeginError, Report, cut, show
from frontledger.present.blocks import Block, Note
from frontledger.present.figures import casualties as casualty_charts
from frontledger.present.figures import drone_growth, troop_rows
from frontledger.present.figures import troops as troop_charts
from frontledger.present.findings import casualty_rates, drones
from frontledger.present.findings import troops as troop_findings
from frontledger.present.tables import casualty_rates as rate_tables

Blocks = tuple[Block, ...]


def _refusing(draw: Callable[..., Blocks]) -> Callable[..., Blocks]:
    """Give the reason as the only block where the values of the controls cannot be used."""

    @wraps(draw)
    def blocks(*given: Any, **values: Any) -> Blocks:
        try:
            return draw(*given, **values)
        except (ParameterError, WindowError) as error:
            return (Note("refused", str(error)),)

    return blocks


@dataclass(frozen=True)
class Desk:
    """A whole ledger, and the panels that look at it."""

    ledger: Ledger

    def troops(self) -> None:
        """Those sent and those present, as known on a day, by whose claims."""
        controls.panel(self._troops, as_of=self._day(), claimants=controls.claimant_choice(self.ledger))

    def casualties(self) -> None:
        """Wounded per killed, and casualties as a share of those sent, under a denominator."""
        controls.panel(
            self._casualties,
            as_of=self._day(),
            claimants=controls.claimant_choice(self.ledger),
            denominators=controls.number("casualty_ratios", "denominators", step=500),
            confidence=controls.number("casualty_ratios", "confidence", step=0.01),
        )

    def growth(self) -> None:
        """The growth of drone launches between two months."""
        try:
            months = [count.month for count in monthly_series(self.ledger).complete]
        except UnknownSeriesError as error:
            show(Note("refused", str(error)))
            return
        controls.panel(
            self._growth,
            window=controls.month_range(months, ARTICLE_WINDOW, "first and last month"),
            confidence=controls.number("drone_growth", "confidence", step=0.01),
        )

    def _day(self) -> Any:
        return controls.day_slider(self.ledger, "as known on")

    def _report(self, name: str, **values: Any) -> Report:
        """The ledger cut to the values; ParameterError where they cannot be used."""
        parameters = check(name, values)
        return Report(name, parameters, cut(name, parameters, self.ledger))

    @_refusing
    def _troops(self, **values: Any) -> Blocks:
        report = self._report("troop_flows", **values)
        sent, present = flows.sent(report.ledger), flows.present(report.ledger)
        return (
            troop_findings.sent_finding(sent, report.ledger),
            troop_charts.sent_chart(sent, report.ledger),
            troop_rows.present_chart(present, report.ledger),
        )

    @_refusing
    def _casualties(self, denominators: int, **values: Any) -> Blocks:
        report = self._report("casualty_ratios", denominators=[denominators], **values)
        ratios = ratio_claims.ratio_claims(report.ledger)
        by_denominator = fractions.fractions(report.ledger, report.parameters.denominators)
        own = fractions.own_fractions(report.ledger)
        return (
            casualty_rates.fraction_finding(by_denominator, own, report.ledger),
            rate_tables.fraction_table(by_denominator, own, report.ledger),
            casualty_charts.ratio_chart(ratios, report.ledger, report.parameters.confidence),
        )

    @_refusing
    def _growth(self, window: tuple[str, str], confidence: float) -> Blocks:
        values = {"window_start": window[0], "window_end": window[1], "confidence": confidence}
        report = self._report("drone_growth", **values)
        asked = report.parameters
        study = growth_study(
            report.ledger, window=(asked.window_start, asked.window_end), confidence=asked.confidence
        )
        return drones.headline(study), drone_growth.fit_chart(study), drones.windows_finding(study)


def desk(ledger: str = "") -> Desk:
    """The panels over a ledger, ours unless a folder is named; CannotBeginError with every fault of it."""
    try:
        return Desk(load(ledger_folder(ledger)).view())
    except LedgerError as error:
        raise CannotBeginError(str(error)) from None

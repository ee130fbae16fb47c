"""What each notebook may be asked: one model a notebook, the single truth about its parameters.

The notebook's tagged cell, `frontledger parameters`, docs/parameters.md and every message of refusal are
made from these models (see `describe`). A checked value is typed: a day is a `date`, or None for "latest";
a month is the date of its first day; a list is a tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from frontledger.echo import in_short
from frontledger.notebook.fields import (
    Confidence,
    Day,
    Draws,
    Folder,
    Identifiers,
    Month,
    MonthlyRange,
    Months,
    ScenarioMonths,
    SeriesName,
    SoldierCounts,
    Soldiers,
    seen,
)
from frontledger.notebook.refusal import Meant, ParameterError, faults_of, instead


class Common(BaseModel):
    """What every notebook takes."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    as_of: Day = Field(default=None, description="only what had been said by then")
    claimants: Identifiers = Field(
        default=(), description="whose claims are used; none named means everyone's"
    )
    ledger: Folder = Field(
        default="", description="another ledger's folder, seen from the project's root; empty means ours"
    )

    @field_validator("*", mode="before")
    @classmethod
    def _nothing_unseen(cls, value: Any) -> Any:
        return seen(value)

    def values(self) -> dict[str, Any]:
        """The parameters as plain values, as a notebook's cell or a plan would hold them."""
        return self.model_dump(mode="json")


class TroopFlows(Common):
    """Parameters of troop_flows."""

    balance_date: Day = Field(
        default=None, description="the day the balance of sent, killed and gone home is drawn up"
    )
    rotation_per_month: MonthlyRange = Field(
        default=(0, 0), description="scenario: people a month gone home and not replaced"
    )
    reinforcement_per_month: MonthlyRange = Field(
        default=(0, 0), description="scenario: people a month newly arrived"
    )
    losses_per_month: MonthlyRange = Field(
        default=(0, 300), description="scenario: people a month killed or captured"
    )
    scenario_months: ScenarioMonths = Field(
        default=6, description="months the scenario runs beyond the last reconciled day"
    )


class CasualtyRatios(Common):
    """Parameters of casualty_ratios."""

    denominators: SoldierCounts = Field(
        default=(11000, 12000, 14000, 15000),
        description="soldiers sent, each tried as the casualty fraction's base",
    )
    strength: Soldiers = Field(
        default=11000, description="soldiers present, the base of casualties per thousand per day"
    )
    confidence: Confidence = Field(default=0.95, description="confidence level of the counting intervals")
    casualty_day: Day = Field(
        default=None, description="the day whose reconciled casualties are split by the ratios of other wars"
    )


class DroneGrowth(Common):
    """Parameters of drone_growth."""

    series: SeriesName = Field(
        default="",
        description="the monthly series the growth is fitted to; empty means the ledger's main one",
    )
    window_start: Month = Field(default=date(2024, 5, 1), description="first month of the window")
    window_end: Month = Field(
        default=date(2024, 11, 1), description="last month of the window, after the first"
    )
    confidence: Confidence = Field(default=0.95, description="confidence level of the growth interval")
    minimum_months: Months = Field(default=6, description="shortest window tried when the window is moved")

    @model_validator(mode="after")
    def _window_runs_forward(self) -> Self:
        if self.window_end <= self.window_start:
            fault = f"{self.window_end:%Y-%m} is not after window_start {self.window_start:%Y-%m}"
            raise PydanticCustomError("window", f"window_end: {fault}; give a later month")
        return self


class DroneForecast(Common):
    """Parameters of drone_forecast."""

    series: SeriesName = Field(
        default="", description="the series of launches that is forecast; empty means the ledger's main one"
    )


class ArmsTransfers(Common):
    """Parameters of arms_transfers."""

    calibre: Literal["152mm", "122mm", "any"] = Field(
        default="152mm", description="the shell a container is reckoned to have held"
    )


class ClaimsAudit(Common):
    """Parameters of claims_audit."""


class WhoIsBelieved(Common):
    """Parameters of who_is_believed."""

    draws: Draws = Field(default=30, description="how often as many bodies as there are are drawn by lot")
    about_date: Day = Field(
        default=date(2025, 1, 31), description="the day whose picture is followed as claims came in"
    )


class Brief(Common):
    """Parameters of brief."""


CLAIMS = frozenset({"claims", "claimants", "sources", "measures", "scopes", "forces"})
"""The claims, and the tables their rows are read with."""

DRONES = frozenset({"drone_series", "drone_launches", "claimants", "sources", "imported"})
"""The counts of drones, those of an imported daily table included, and the tables their rows are read with."""


@dataclass(frozen=True)
class Entry:
    """A notebook's title, the model of its parameters, and the tables it reads.

    No other table can be read by it (see `Ledger.only`); it is made again when one of its own changes.
    """

    title: str
    model: type[Common]
    reads: frozenset[str]


REGISTRY: dict[str, Entry] = {
    "brief": Entry(
        "The claims in brief",
        Brief,
        CLAIMS | DRONES | {"identities", "reference_ratios", "events", "offices", "article_claims"},
    ),
    "troop_flows": Entry("Troop flows", TroopFlows, CLAIMS | {"identities"}),
    "casualty_ratios": Entry("Casualty ratios", CasualtyRatios, CLAIMS | {"identities", "reference_ratios"}),
    "who_is_believed": Entry(
        "Who is believed, and what was knowable when", WhoIsBelieved, CLAIMS | {"identities"}
    ),
    "drone_growth": Entry(
        "Growth of drone attacks", DroneGrowth, DRONES | {"drone_figures", "article_claims", "events"}
    ),
    "drone_forecast": Entry("Drone forecasts put to the test", DroneForecast, DRONES | {"drone_figures"}),
    "arms_transfers": Entry("Arms transfers", ArmsTransfers, CLAIMS),
    "claims_audit": Entry(
        "Audit of the claims",
        ClaimsAudit,
        CLAIMS | DRONES | {"identities", "drone_figures", "events", "offices", "article_claims"},
    ),
}


def entry(notebook: str) -> Entry:
    """The registered notebook of that name; ParameterError names the nearest where there is none."""
    if not notebook.strip():
        raise ParameterError((f"no notebook is named{instead(notebook, tuple(REGISTRY))}",))
    if notebook not in REGISTRY:
        raise ParameterError((f"{in_short(notebook)}: no such notebook{instead(notebook, tuple(REGISTRY))}",))
    return REGISTRY[notebook]


def check(notebook: str, values: Mapping[str, Any], meant: Meant | None = None) -> Common:
    """The notebook's parameters with these values, the rest at their defaults.

    Raises ParameterError with every fault at once, and with what was meant where `meant` can tell.

    >>> check("arms_transfers", {"calibre": "122mm"}).values()["calibre"]
    '122mm'
    >>> check("troop_flows", {"balance_date": "27/03/2025"})
    Traceback (most recent call last):
    frontledger.notebook.refusal.ParameterError: troop_flows: balance_date: '27/03/2025' is not a date; \
give an ISO date such as 2025-03-27, from 2022-02-24 on, or latest
    """
    return check_against(entry(notebook).model, notebook, values, meant)


def check_against(
    model: type[Common], notebook: str, values: Mapping[str, Any], meant: Meant | None = None
) -> Common:
    """As `check`, with the model given: for a notebook the registry does not know."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise ParameterError(
            tuple(f"{notebook}: {fault}" for fault in faults_of(model, error, meant))
        ) from None

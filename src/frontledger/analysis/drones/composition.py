"""What the launched drones were, as far as the daily table tells: strike drones, decoys, or untold.

The table's `is_shahed` is the approximate number of strike drones in a wave, filled for some waves only. The
rest of such a wave were decoys or of no known type. Drones the bulletins call unknown are a class of their
own, reported by regional commands, and no part of the long-range drones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from frontledger.ledger import Ledger

_VARIANT = {"convention": "end_date", "regional_rows": "excluded", "windows": "all"}


@dataclass(frozen=True)
class MonthComposition:
    """The long-range drones of a complete month (`month` is its first day), all counts.

    `told` are the drones of waves with a number of strike drones, `strike` those strike drones;
    `unknown_uav` the drones of unknown type that regional commands reported beside them.
    """

    month: date
    launched: int
    told: int
    strike: int
    unknown_uav: int

    @property
    def decoy_or_unknown(self) -> int:
        """Drones of the told waves that were no strike drones: decoys, or of unknown type."""
        return self.told - self.strike

    @property
    def strike_share(self) -> float:
        """Strike drones as a share of the drones of told waves, 0 to 1."""
        return self.strike / self.told

    @property
    def coverage(self) -> float:
        """The share of the launched drones whose waves are told, 0 to 1."""
        return self.told / self.launched


def composition(ledger: Ledger) -> tuple[MonthComposition, ...]:
    """The complete months with a told wave, in order; empty without an imported daily table."""
    months = ledger.drone_monthly
    months = months[months["complete"]]
    for column, value in _VARIANT.items():
        months = months[months[column] == value]
    by_class = {name: rows.set_index("month") for name, rows in months.groupby("weapon_class")}
    if "shahed" not in by_class:
        return ()
    unknown = by_class["unknown_uav"]["launched"] if "unknown_uav" in by_class else pd.Series(dtype=float)
    rows = by_class["shahed"]
    rows = rows[rows["strike_launched"] > 0]
    return tuple(
        MonthComposition(
            row.Index.date(),
            int(row.launched),
            int(row.strike_launched),
            int(row.strike_drones),
            _whole(unknown.get(row.Index)),
        )
        for row in rows.itertuples()
    )


def _whole(number: float | None) -> int:
    return 0 if number is None or pd.isna(number) else int(number)

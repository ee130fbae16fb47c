"""What every table of a ledger may hold.

The single truth from which the checks, `datapackage.json` and the data dictionary are made. One module a
subject; `spec` holds the words they are written in.
"""

from frontledger.ledger.tables.claims import CLAIMANTS, CLAIMS, SOURCES
from frontledger.ledger.tables.codebook import FORCES, IDENTITIES, MEASURES, SCOPES
from frontledger.ledger.tables.context import ARTICLE_CLAIMS, CORRECTIONS, EVENTS, OFFICES, REFERENCE_RATIOS
from frontledger.ledger.tables.drones import DRONE_FIGURES, DRONE_LAUNCHES, DRONE_SERIES
from frontledger.ledger.tables.spec import Column, Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CLAIMS,
        CLAIMANTS,
        SOURCES,
        MEASURES,
        SCOPES,
        FORCES,
        IDENTITIES,
        DRONE_SERIES,
        DRONE_LAUNCHES,
        DRONE_FIGURES,
        REFERENCE_RATIOS,
        EVENTS,
        OFFICES,
        ARTICLE_CLAIMS,
        CORRECTIONS,
    )
}
"""Every table of a ledger by name, in the order readers meet them."""

__all__ = ["TABLES", "Column", "Table"]

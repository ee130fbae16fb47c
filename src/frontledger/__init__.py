"""A ledger of contradictory public figures about a war, and the reports that can be checked against it."""

__version__ = "0.1.0"

"""A ledger of contradictory public figures about a war, and the reports that can be checked against it."""

from pathlib import Path as _Path

__version__ = "0.1.0"

_PACKAGE = _Path(__file__).resolve().parent
_CARRIED = _PACKAGE / "shipped"


def checkout() -> _Path | None:
    """The checkout this package runs from; None where it was installed from a wheel."""
    return None if _CARRIED.is_dir() else _PACKAGE.parents[1]


def shipped() -> _Path:
    """The folder of what came with the package, to be read and copied: a checkout, or what a wheel carries.

    It holds `notebooks/`, `data/` (the ledger), `reports/plans/` and `requirements.lock`. `frontledger start`
    copies them for editing.

    >>> (shipped() / "notebooks" / "brief.ipynb").is_file()
    True
    """
    return checkout() or _CARRIED

"""A ledger of contradictory public figures about a war, and the reports that can be checked against it.

What lies where is told here, because it has to be known before anything slow is imported.
"""

from pathlib import Path as _Path

__version__ = "0.1.0"

ANSWERS = "FRONTLEDGER_ANSWERS"
"""The environment variable that names the folder where the reports of a run share answers, see `analysis.answers`."""

_PACKAGE = _Path(__file__).resolve().parent
_CARRIED = _PACKAGE / "shipped"
_LEDGER_FILES = ("datapackage.json", "claims.csv")


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


def working_ledger() -> _Path | None:
    """The folder `data` with a ledger in it, in the working folder or the nearest one above that has it."""
    here = _Path.cwd()
    found = (folder / "data" for folder in (here, *here.parents))
    return next((data for data in found if all((data / name).is_file() for name in _LEDGER_FILES)), None)


def root() -> _Path:
    """The folder that relative paths count from and notebooks run in.

    It is the checkout, whatever the working folder. An installed package lies in none: then it is the
    nearest folder at or above the working folder whose `data` is a ledger, else the working folder.
    """
    if found := checkout():
        return found
    ledger = working_ledger()
    return ledger.parent if ledger else _Path.cwd()


def default_ledger() -> _Path:
    """The ledger that is read where none is named.

    That of the checkout the package lies in; where it was installed, the `working_ledger`, else the one the
    package carries.
    """
    return (None if checkout() else working_ledger()) or shipped() / "data"

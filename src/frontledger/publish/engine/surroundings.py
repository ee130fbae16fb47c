"""What is the same around every report's kernel, and the start of the process that such kernels are forked from."""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from pathlib import Path

from frontledger.publish.engine.forks import can_fork, zygote

FIXED = {
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "PYTHONWARNINGS": "ignore:Glyph",  # what our fonts lack is text in the page and a code in the PDF
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "SOURCE_DATE_EPOCH": "0",
    "IPYKERNEL_CELL_NAME": "<cell>",
}


def surroundings() -> dict[str, str]:
    """The environment variables of every report's kernel, whatever the user's are."""
    return FIXED | {"MATPLOTLIBRC": _plain_matplotlibrc()}


def warm() -> None:
    """Start the process that report's kernels will be forked from, without waiting for it."""
    if can_fork():
        zygote(os.environ | surroundings())


@cache
def _plain_matplotlibrc() -> str:
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib is not installed; run make setup")
    return str(Path(found.origin).parent / "mpl-data" / "matplotlibrc")

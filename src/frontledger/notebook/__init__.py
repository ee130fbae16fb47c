"""What a notebook imports: `begin` its report, `show` blocks.

Commands that run no notebook use modules of this package too; so what only notebooks need waits until asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontledger.notebook.session import CannotBeginError, Report, begin, show

__all__ = ["CannotBeginError", "Report", "begin", "show"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("frontledger.notebook.session"), name)

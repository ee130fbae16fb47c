"""What a notebook imports: `begin` its report, `show` blocks."""

from frontledger.notebook.session import CannotBeginError, Report, begin, show

__all__ = ["CannotBeginError", "Report", "begin", "show"]

"""The published daily table of attacks: read from a user's own copy, judged row by row, kept as tidy counts."""

from frontledger.ledger.daily.download import DownloadError
from frontledger.ledger.daily.imported import DroneImport
from frontledger.ledger.daily.run import ImportReport, import_drones
from frontledger.ledger.daily.writing import ImportNotWrittenError

__all__ = ["DownloadError", "DroneImport", "ImportNotWrittenError", "ImportReport", "import_drones"]

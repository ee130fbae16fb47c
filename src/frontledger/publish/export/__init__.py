"""Everything a ledger or a report holds, for other programs: Data Package, Parquet, workbook."""

from frontledger.publish.export.ledger_tables import ledger_export
from frontledger.publish.export.report_tables import report_export
from frontledger.publish.export.run import check_formats, write_export

__all__ = ["check_formats", "ledger_export", "report_export", "write_export"]

"""An export as Parquet: a file a table, numbers as 64-bit floats, text as text."""

from __future__ import annotations

import io

from frontledger.publish.export.tables import Export, ExportTable


def parquet_files(export: Export) -> dict[str, bytes]:
    """The files by name; blanks are nulls."""
    return {f"{table.name}.parquet": _parquet(table) for table in export.tables}


def _parquet(table: ExportTable) -> bytes:
    import polars  # noqa: PLC0415 - slow to import, and only an export needs it

    types = {
        "string": polars.String,
        "number": polars.Float64,
        "integer": polars.Int64,
        "boolean": polars.Boolean,
    }
    columns = {
        field.name: polars.Series(field.name, [row[place] for row in table.rows], dtype=types[field.type])
        for place, field in enumerate(table.fields)
    }
    buffer = io.BytesIO()
    polars.DataFrame(columns).write_parquet(buffer, compression="zstd")
    return buffer.getvalue()

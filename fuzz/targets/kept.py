"""The reader of kept results: the bytes are the file, or, after a first byte of 0, what is packed in it."""

import gzip

from nbformat import NotebookNode, from_dict

from frontledger.publish.kept import find
from targets import scratch

NOTEBOOK = from_dict(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": "Prose."},
            {
                "cell_type": "code",
                "id": "code",
                "metadata": {},
                "source": "1",
                "outputs": [],
                "execution_count": 1,
            },
        ],
    }
)
KEY = "k"


def one(data: bytes) -> None:
    """Look for the results; they are there and are a notebook's cells, or count as not there."""
    packed = gzip.compress(data[1:], compresslevel=1, mtime=0) if data[:1] == b"\0" else data
    folder = scratch.file(".report.results", packed).parent
    found = find(folder, "report", KEY, NOTEBOOK)
    if found is not None:
        assert isinstance(found, NotebookNode)
        for cell in found.cells:
            assert isinstance(cell.source, str) and cell.cell_type in ("code", "markdown")
            assert all(output.output_type for output in cell.get("outputs", []))

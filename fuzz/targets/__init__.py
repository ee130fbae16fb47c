"""What is fuzzed: one module a reader, each with `one`, which takes bytes and raises where the reader answers badly.

A target lets through the reader's own refusals and nothing else, asks that they name the file and a remedy, and
where something was read, that writing and reading it again gives the same.
"""

_OF_LEDGER = tuple(
    f"frontledger.ledger.{name}" for name in ("reading", "cells", "dates", "faults", "rules", "schemas")
)
_OF_RECORD = ("frontledger.publish.record", "frontledger.publish.diff")
READS = {
    "ledger_csv": _OF_LEDGER,
    "plan_yaml": (
        "frontledger.publish.plan",
        "frontledger.publish.plan_yaml",
        "frontledger.publish.guard",
        "yaml",
    ),
    "parameter": ("frontledger.notebook", "frontledger.publish.plan_yaml"),
    "record_html": _OF_RECORD,
    "record_pdf": (*_OF_RECORD, "pypdf"),
    "daily_table": ("frontledger.ledger.daily",),
    "manifest": ("frontledger.publish.key",),
    "kept": ("frontledger.publish.kept",),
    "stored": ("frontledger.ledger.daily.stored",),
}
"""Every target by the name of its module, which is that of its folder in the corpus too, with the modules whose
branches lead the fuzzer."""

NAMES = tuple(READS)

"""Tests of the ledger; a package, so that its conftest has a name of its own."""

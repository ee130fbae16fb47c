"""Questions in, frozen results out: pure functions over a ledger, one package a subject."""

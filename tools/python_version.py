"""Stops a set-up on a Python that is too old, saying what to do; make runs it before anything else."""

import sys

# It must run on the very interpreters it refuses.
if sys.version_info < (3, 11):  # noqa: UP036
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Frontledger needs Python 3.11 or newer, found {found}; run: make PYTHON=python3.11 <target>")

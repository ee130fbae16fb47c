"""Stops a set-up on a Python that is too old, saying what to do; run by make before it builds an environment."""

import sys

if sys.version_info < (3, 11):
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Frontledger needs Python 3.11 or newer, found {found}; run: make PYTHON=python3.11 <target>")

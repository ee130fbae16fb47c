"""Lets the tests here find the made-up ledgers that stand one folder up."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

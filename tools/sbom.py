"""The software bill of materials of a lock, as CycloneDX JSON; `make sbom` runs it.

    .venv-audit/bin/python tools/sbom.py requirements.lock dist/frontledger.cdx.json

It is made from the lock alone, with hashes: no clock, no chance number and no machine goes into it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
VARYING = ("timestamp", "tools")


def bill(lock: Path) -> dict[str, Any]:
    """The bill of the lock's packages, their hashes kept, the same whenever and wherever it is made."""
    maker = [str(Path(sys.executable).parent / "cyclonedx-py"), "requirements", "--output-reproducible"]
    maker += ["--pyproject", str(PYPROJECT), "--spec-version", "1.6", "--output-format", "JSON", str(lock)]
    found = json.loads(subprocess.run(maker, check=True, capture_output=True, text=True).stdout)
    for name in VARYING:
        found["metadata"].pop(name, None)
    for component in found["components"]:
        component.pop(
            "description"
        )  # the line of the lock, hashes and all, which the rest says in its own fields
    content = json.dumps(found, sort_keys=True)
    return found | {"serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}"}


def main(lock: Path, target: Path) -> None:
    """Write the bill of the lock."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(lock), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""What a table was measured on, for the line above it."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def described() -> str:
    """Processors, their model, Python, and how busy the machine was with other work."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    model = ", ".join(sorted(models)) or platform.processor() or platform.machine()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    return (
        f"{os.cpu_count()} processors ({model}), Python {platform.python_version()}, load {load} at the end"
    )


if __name__ == "__main__":
    print(described())

"""Fuzz one reader, led by coverage: `python fuzz/run.py TARGET [--seconds N]`, in the environment of the auditors.

Starts from the kept corpus in fuzz/corpus/TARGET. What widens the coverage goes to fuzz/found/TARGET, and an input
that the reader answers badly to fuzz/found/TARGET/bad-*; the exit status is then not 0. `--keep` takes the smallest
set of found inputs with the same coverage into the corpus.
"""

import argparse
import importlib
import inspect
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import atheris
from targets import READS

HERE = Path(__file__).resolve().parent
LARGEST = 4_096
SLOWEST = 5
STUCK = 120
"""Bytes of an input, seconds of the processor it may take, and seconds after which it is given up."""


def main() -> None:
    """Fuzz, or keep what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=READS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    target = importlib.import_module(f"targets.{given.target}")
    lead(READS[given.target])

    def one(data: bytes) -> None:
        start = time.process_time()
        target.one(data)
        assert time.process_time() - start < SLOWEST, f"{len(data)} bytes took more than {SLOWEST} seconds"

    corpus, found = (HERE / name / given.target for name in ("corpus", "found"))
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    limits = [
        f"-max_len={LARGEST}",
        f"-timeout={STUCK}",
        f"-report_slow_units={STUCK}",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={found}/bad-",
    ]
    folders = [str(corpus), str(found)] if given.keep else [str(found), str(corpus)]
    how = ["-merge=1"] if given.keep else [f"-max_total_time={given.seconds}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *how, *limits, *folders], one)
    atheris.Fuzz()


def lead(modules: Sequence[str]) -> None:
    """Let the branches of every function of these modules, or of modules below them, lead the fuzzer.

    Instrumenting on import would do so to every module that these import, and take minutes.
    """
    for name, module in list(sys.modules.items()):
        if any(name == one or name.startswith(f"{one}.") for one in modules):
            holders = [module, *(one for one in vars(module).values() if inspect.isclass(one))]
            for holder in holders:
                for member in vars(holder).values():
                    if inspect.isfunction(member) and member.__module__ == name:
                        atheris.instrument_func(member)


if __name__ == "__main__":
    main()

"""How the central estimate foretells the next claim with half and twice of what it assumes, as Markdown.

    python benchmarks/held_out_scales.py [LEDGER]

The claims and the scores are those of `held_out.py`. The scales themselves were set by
`held_out_worlds.py`; this says how much hangs on them.
"""

from __future__ import annotations

import sys

from held_out import METHODS, RECONCILED, CentralEstimate, Method, markdown, summary, trials

from frontledger.analysis.central import Scales
from frontledger.ledger import load

SCALES = (Scales(0.15, 0.12), Scales(0.15, 0.5), Scales(0.6, 0.12), Scales(0.6, 0.5))


def main() -> None:
    """Print the table."""
    ledger = load(sys.argv[1] if len(sys.argv) > 1 else None)
    methods: dict[str, Method] = {
        f"{one.spread:g}, {one.walk:g}": CentralEstimate(RECONCILED, one) for one in SCALES
    }
    simple = {name: METHODS[name] for name in ("Last claim wins", "Median of latest", "Mean of latest")}
    asked = trials(ledger, simple | methods)
    scored = [trial for trial in asked if all(trial.answers.values())]
    header = ["Spread, walk", "Answers", "Scored", "Mean error", "Median error", "Met", "Width"]
    print(markdown(header, [summary(name, scored, asked) for name in methods]))


if __name__ == "__main__":
    main()

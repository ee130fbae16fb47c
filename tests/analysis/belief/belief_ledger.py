"""Made-up ledgers about who is believed: bodies that agree, one that does not, and one that only repeats."""

import pandas as pd

NAN = float("nan")
BODIES = ("nis", "hur", "uk_mod", "jcs", "zelensky")
DAYS = ("2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31")


def count(claim_id: str, body: str, day: str, best: float, **changes: object) -> dict:
    """One body's exact count of those killed by a day, said that day, changed as given."""
    row = {
        "claim_id": claim_id,
        "measure": "killed",
        "best": best,
        "qualifier": "exact",
        "period_end": day,
        "reported_on": day,
        "scope": "kursk",
        "claimant_id": body,
        "kind": "estimate",
        "echo_of": "",
        "set_aside": False,
        "scope_detail": "",
        "credibility": 3,
    }
    return row | changes


def agreeing(bodies: tuple[str, ...] = BODIES) -> list[dict]:
    """Every body says the same on every day: a thousand killed, then a hundred more a month."""
    return [
        count(f"X{body}{number}", body, day, 1000 + 100 * number)
        for body in bodies
        for number, day in enumerate(DAYS)
    ]


def shuffled(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows in another order."""
    return table.sample(frac=1, random_state=7).reset_index(drop=True)

"""Made-up ledgers of a few claims about troops, whose sums and steps are known by hand."""

from dataclasses import replace

import pandas as pd

from frontledger.ledger import Ledger, interval_of

NAN = float("nan")


def claim(claim_id: str, measure: str, best: float, day: str, **changes: object) -> dict:
    """One exact claim of the NIS about Russia, said on the day it holds for, changed as given."""
    row = {
        "claim_id": claim_id,
        "measure": measure,
        "best": best,
        "qualifier": "exact",
        "period_end": day,
        "reported_on": day,
        "scope": "russia",
        "claimant_id": "nis",
        "kind": "estimate",
        "echo_of": "",
        "credibility": 3,
    }
    return row | changes


def planted(shipped: Ledger, *claims: dict) -> Ledger:
    """The shipped codebook with these claims and no others."""
    plain = shipped.claims[shipped.claims["claim_id"] == "T105"].iloc[0].to_dict()
    blank = {"low": NAN, "high": NAN, "period_start": pd.NaT, "spokesman": "", "note": ""}
    names = shipped.claimants.set_index("claimant_id")
    forms = shipped.measures.set_index("measure")["form"]
    forces = shipped.measures.set_index("measure")["main_force"]
    rows = []
    for one in claims:
        row = plain | blank | {"force": forces[one["measure"]], "form": forms[one["measure"]]} | one
        row["claimant"] = names.at[row["claimant_id"], "short_name"]
        row["country"] = names.at[row["claimant_id"], "country"]
        bounds = (
            interval_of(row["qualifier"], row["low"], row["best"], row["high"]) if row["qualifier"] else None
        )
        row |= {"lower": bounds.lower if bounds else NAN, "upper": bounds.upper if bounds else NAN}
        rows.append(row)
    table = pd.DataFrame(rows, columns=shipped.claims.columns)
    for column in ("period_start", "period_end", "reported_on"):
        table[column] = pd.to_datetime(table[column])
    table = table.astype(shipped.claims.dtypes.to_dict())
    ordered = table.sort_values(["reported_on", "claim_id"], ignore_index=True)
    return replace(shipped, claims=ordered, cut=max(table["reported_on"]).date())

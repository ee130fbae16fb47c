"""Rules of the ledger that one row can break, and how each is broken in a row that suits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from faults.sound import Cells

Edit = dict[str, str] | None


@dataclass(frozen=True)
class Rule:
    """How one rule is broken: `edit` gives the cells of a row to change, None where the row does not suit."""

    table: str
    kind: str
    edit: Callable[[Cells], Edit]
    told: tuple[str, ...] = ()
    """The columns a message may name, if not those changed."""


def _number(text: str) -> float | None:
    return float(text) if text else None


def above(cells: Cells, low: str, high: str) -> Edit:
    """The lower bound put above the upper one."""
    top = _number(cells[high])
    return None if top is None or not cells[low] else {low: f"{top + 1:.12g}"}


def year(cells: Cells, column: str, step: int) -> Edit:
    """A date put so many years on."""
    text = cells[column]
    return {column: f"{int(text[:4]) + step}{text[4:]}".replace("-02-29", "-02-28")} if text else None


def when(edit: Edit, condition: Any) -> Edit:
    """The change where the row suits."""
    return edit if condition else None


NUMBERS = ("low", "best", "high")
HEDGED = tuple(
    rule
    for table in ("claims", "drone_figures", "article_claims")
    for rule in (
        Rule(table, "low above high", lambda row: above(row, "low", "high"), ("low", "best")),
        Rule(table, "best above high", lambda row: above(row, "best", "high")),
        Rule(table, "low above best", lambda row: above(row, "low", "best")),
        Rule(
            table,
            "a number without a qualifier",
            lambda row: when({"qualifier": ""}, any(row[name] for name in NUMBERS)),
        ),
        Rule(
            table,
            "a qualifier without a number",
            lambda row: when(dict.fromkeys(NUMBERS, ""), row["qualifier"]),
            ("qualifier", "best"),
        ),
        Rule(
            table,
            "between with one bound",
            lambda row: when({"qualifier": "between"}, not (row["low"] and row["high"]) and row["best"]),
        ),
        Rule(
            table,
            "a period reversed",
            lambda row: when(
                {"period_start": f"{int(row['period_end'][:4] or 0) + 1}-06-15"}, row["period_end"]
            ),
            ("period_start", "compared_end"),
        ),
    )
)
DATED = tuple(
    rule
    for table in ("claims", "drone_figures")
    for rule in (
        Rule(
            table,
            "said before it happened",
            lambda row: when(year(row, "reported_on", -3), row["kind"] == "estimate" and row["period_end"]),
            ("reported_on", "period_end", "period_start"),
        ),
        Rule(
            table,
            "foretold when it was over",
            lambda row: when(
                {"kind": "forecast"},
                len(row["period_end"]) == len(row["reported_on"]) == 10
                and row["period_end"] < row["reported_on"],
            ),
            ("period_end", "kind"),
        ),
        Rule(
            table,
            "said in another century",
            lambda row: year(row, "reported_on", -100),
            ("reported_on", "period_end", "period_start"),
        ),
        Rule(table, "said after the page was published", lambda row: year(row, "reported_on", 40)),
    )
)
OTHERS = (
    Rule(
        "claims",
        "half a person",
        lambda row: when({"best": "0.5"}, row["best"] and row["measure"] == "killed"),
    ),
    Rule("claims", "over the ceiling", lambda row: when({"best": f"{row['best']}0000000"}, row["best"])),
    Rule("claims", "repeats itself", lambda row: {"echo_of": row["claim_id"]}),
    Rule(
        "claims",
        "an event with a number",
        lambda row: when({"kind": "event"}, row["best"]),
        ("kind", *NUMBERS),
    ),
    Rule(
        "drone_launches",
        "more destroyed than launched",
        lambda row: above(row, "destroyed", "launched"),
        ("destroyed", "neutralised"),
    ),
    Rule(
        "drone_launches", "more neutralised than launched", lambda row: above(row, "neutralised", "launched")
    ),
    Rule(
        "drone_launches",
        "over the ceiling",
        lambda row: when({"launched": f"{row['launched']}00000"}, row["launched"]),
    ),
    Rule(
        "drone_launches",
        "half a drone",
        lambda row: when({"launched": "0.5"}, row["launched"]),
        ("launched", "destroyed", "neutralised"),
    ),
    Rule("drone_launches", "said before the month", lambda row: year(row, "reported_on", -9)),
    Rule("drone_launches", "said in another century", lambda row: year(row, "reported_on", -100)),
    Rule("drone_launches", "said long after", lambda row: year(row, "reported_on", 60)),
    Rule("drone_launches", "a month of another century", lambda row: year(row, "month", -100)),
    Rule(
        "drone_figures",
        "a share above the whole",
        lambda row: when({"best": "101", "last_digit": "1"}, "share" in row["quantity"]),
        (*NUMBERS,),
    ),
    Rule(
        "drone_figures",
        "a change from nowhere",
        lambda row: when({"compared_start": "", "compared_end": ""}, row["compared_end"]),
    ),
    Rule(
        "drone_figures",
        "compared with what comes later",
        lambda row: when({"compared_end": row["period_end"]}, row["compared_end"]),
    ),
    Rule(
        "drone_figures",
        "compared with nothing",
        lambda row: when({"compared_start": "2022-03", "compared_end": "2022-03"}, not row["compared_end"]),
    ),
    Rule("drone_figures", "a digit worth nothing", lambda row: {"last_digit": "0"}),
    Rule(
        "drone_figures", "no multiple of its digit", lambda row: when({"last_digit": "7777777"}, row["best"])
    ),
    Rule("measures", "a floor above its ceiling", lambda row: above(row, "floor", "ceiling")),
    Rule("measures", "a part of itself", lambda row: {"part_of": row["measure"]}),
    Rule("scopes", "inside itself", lambda row: {"inside": row["scope"]}),
    Rule("identities", "the whole a part", lambda row: {"part": row["whole"]}, ("part", "identity_id")),
    Rule(
        "reference_ratios",
        "a ratio that its numbers do not give",
        lambda row: when({"ratio": "77.77"}, row["killed"] and row["wounded"] and row["ratio"]),
        ("ratio", "ratio_high"),
    ),
    Rule("reference_ratios", "a ratio below its range", lambda row: above(row, "ratio_low", "ratio")),
    Rule(
        "reference_ratios",
        "nobody killed",
        lambda row: when({"killed": "0"}, row["killed"] and row["wounded"] and row["ratio"]),
        ("ratio",),
    ),
    Rule(
        "offices",
        "left before it was taken",
        lambda row: year(row, "shown_to", -9),
        ("shown_from", "shown_to"),
    ),
    Rule(
        "article_claims",
        "said in another century",
        lambda row: year(row, "reported_on", -100),
        ("reported_on",),
    ),
    Rule("article_claims", "a period of another century", lambda row: year(row, "period_start", -100)),
    Rule("claims", "a period of another century", lambda row: year(row, "period_start", -100)),
    Rule("claims", "a period of another decade", lambda row: year(row, "period_start", -10)),
    Rule("corrections", "a table that is none", lambda row: {"target_table": "claim"}),
    Rule("corrections", "a row that is none", lambda row: {"target_id": "no_such_row"}),
    Rule("corrections", "a column that is none", lambda row: {"column": "no_such_column"}),
    Rule(
        "corrections",
        "what the cell no longer holds",
        lambda row: when({"expect": "something else"}, row["column"]),
    ),
    Rule(
        "corrections",
        "a claim to set aside that is none",
        lambda row: {"target_table": "sources", "action": "set_aside"},
        ("action", "target_id"),
    ),
    Rule(
        "corrections",
        "a key replaced",
        lambda row: when(
            {"column": "claim_id", "action": "override", "expect": row["target_id"]},
            row["target_table"] == "claims",
        ),
    ),
    Rule(
        "corrections",
        "a value of another kind",
        lambda row: when({"value": "many"}, row["action"] == "override" and row["column"] in NUMBERS),
    ),
)
RULES = (*HEDGED, *DATED, *OTHERS)

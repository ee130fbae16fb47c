"""Faults between cells, rows and tables: each rule of the ledger broken in every row that it can be broken in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from faults.sound import Cells, Line, Place, Planted, Sound
from frontledger.ledger.tables import TABLES

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


def _above(cells: Cells, low: str, high: str) -> Edit:
    top = _number(cells[high])
    return None if top is None or not cells[low] else {low: f"{top + 1:.12g}"}


def _year(cells: Cells, column: str, step: int) -> Edit:
    text = cells[column]
    return {column: f"{int(text[:4]) + step}{text[4:]}".replace("-02-29", "-02-28")} if text else None


def _when(edit: Edit, condition: Any) -> Edit:
    return edit if condition else None


NUMBERS = ("low", "best", "high")
HEDGED = tuple(
    rule
    for table in ("claims", "drone_figures", "article_claims")
    for rule in (
        Rule(table, "low above high", lambda row: _above(row, "low", "high"), ("low", "best")),
        Rule(table, "best above high", lambda row: _above(row, "best", "high")),
        Rule(table, "low above best", lambda row: _above(row, "low", "best")),
        Rule(
            table,
            "a number without a qualifier",
            lambda row: _when({"qualifier": ""}, any(row[name] for name in NUMBERS)),
        ),
        Rule(
            table,
            "a qualifier without a number",
            lambda row: _when(dict.fromkeys(NUMBERS, ""), row["qualifier"]),
            ("qualifier", "best"),
        ),
        Rule(
            table,
            "between with one bound",
            lambda row: _when({"qualifier": "between"}, not (row["low"] and row["high"]) and row["best"]),
        ),
        Rule(
            table,
            "a period reversed",
            lambda row: _when(
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
            lambda row: _when(_year(row, "reported_on", -3), row["kind"] == "estimate" and row["period_end"]),
            ("reported_on", "period_end", "period_start"),
        ),
        Rule(
            table,
            "foretold when it was over",
            lambda row: _when(
                {"kind": "forecast"},
                len(row["period_end"]) == len(row["reported_on"]) == 10
                and row["period_end"] < row["reported_on"],
            ),
            ("period_end", "kind"),
        ),
        Rule(
            table,
            "said in another century",
            lambda row: _year(row, "reported_on", -100),
            ("reported_on", "period_end", "period_start"),
        ),
        Rule(table, "said after the page was published", lambda row: _year(row, "reported_on", 40)),
    )
)
OTHERS = (
    Rule(
        "claims",
        "half a person",
        lambda row: _when({"best": "0.5"}, row["best"] and row["measure"] == "killed"),
    ),
    Rule("claims", "over the ceiling", lambda row: _when({"best": f"{row['best']}0000000"}, row["best"])),
    Rule("claims", "repeats itself", lambda row: {"echo_of": row["claim_id"]}),
    Rule(
        "claims",
        "an event with a number",
        lambda row: _when({"kind": "event"}, row["best"]),
        ("kind", *NUMBERS),
    ),
    Rule(
        "drone_launches",
        "more destroyed than launched",
        lambda row: _above(row, "destroyed", "launched"),
        ("destroyed", "neutralised"),
    ),
    Rule(
        "drone_launches", "more neutralised than launched", lambda row: _above(row, "neutralised", "launched")
    ),
    Rule(
        "drone_launches",
        "over the ceiling",
        lambda row: _when({"launched": f"{row['launched']}00000"}, row["launched"]),
    ),
    Rule(
        "drone_launches",
        "half a drone",
        lambda row: _when({"launched": "0.5"}, row["launched"]),
        ("launched", "destroyed", "neutralised"),
    ),
    Rule("drone_launches", "said before the month", lambda row: _year(row, "reported_on", -9)),
    Rule("drone_launches", "said in another century", lambda row: _year(row, "reported_on", -100)),
    Rule("drone_launches", "said long after", lambda row: _year(row, "reported_on", 60)),
    Rule("drone_launches", "a month of another century", lambda row: _year(row, "month", -100)),
    Rule(
        "drone_figures",
        "a share above the whole",
        lambda row: _when({"best": "101", "last_digit": "1"}, "share" in row["quantity"]),
        (*NUMBERS,),
    ),
    Rule(
        "drone_figures",
        "a change from nowhere",
        lambda row: _when({"compared_start": "", "compared_end": ""}, row["compared_end"]),
    ),
    Rule(
        "drone_figures",
        "compared with what comes later",
        lambda row: _when({"compared_end": row["period_end"]}, row["compared_end"]),
    ),
    Rule(
        "drone_figures",
        "compared with nothing",
        lambda row: _when({"compared_start": "2022-03", "compared_end": "2022-03"}, not row["compared_end"]),
    ),
    Rule("drone_figures", "a digit worth nothing", lambda row: {"last_digit": "0"}),
    Rule(
        "drone_figures", "no multiple of its digit", lambda row: _when({"last_digit": "7777777"}, row["best"])
    ),
    Rule("measures", "a floor above its ceiling", lambda row: _above(row, "floor", "ceiling")),
    Rule("measures", "a part of itself", lambda row: {"part_of": row["measure"]}),
    Rule("scopes", "inside itself", lambda row: {"inside": row["scope"]}),
    Rule("identities", "the whole a part", lambda row: {"part": row["whole"]}, ("part", "identity_id")),
    Rule(
        "reference_ratios",
        "a ratio that its numbers do not give",
        lambda row: _when({"ratio": "77.77"}, row["killed"] and row["wounded"] and row["ratio"]),
        ("ratio", "ratio_high"),
    ),
    Rule("reference_ratios", "a ratio below its range", lambda row: _above(row, "ratio_low", "ratio")),
    Rule(
        "reference_ratios",
        "nobody killed",
        lambda row: _when({"killed": "0"}, row["killed"] and row["wounded"] and row["ratio"]),
        ("ratio",),
    ),
    Rule(
        "offices",
        "left before it was taken",
        lambda row: _year(row, "shown_to", -9),
        ("shown_from", "shown_to"),
    ),
    Rule(
        "article_claims",
        "said in another century",
        lambda row: _year(row, "reported_on", -100),
        ("reported_on",),
    ),
    Rule("article_claims", "a period of another century", lambda row: _year(row, "period_start", -100)),
    Rule("claims", "a period of another century", lambda row: _year(row, "period_start", -100)),
    Rule("claims", "a period of another decade", lambda row: _year(row, "period_start", -10)),
    Rule("corrections", "a table that is none", lambda row: {"target_table": "claim"}),
    Rule("corrections", "a row that is none", lambda row: {"target_id": "no_such_row"}),
    Rule("corrections", "a column that is none", lambda row: {"column": "no_such_column"}),
    Rule(
        "corrections",
        "what the cell no longer holds",
        lambda row: _when({"expect": "something else"}, row["column"]),
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
        lambda row: _when(
            {"column": "claim_id", "action": "override", "expect": row["target_id"]},
            row["target_table"] == "claims",
        ),
    ),
    Rule(
        "corrections",
        "a value of another kind",
        lambda row: _when({"value": "many"}, row["action"] == "override" and row["column"] in NUMBERS),
    ),
)
RULES = (*HEDGED, *DATED, *OTHERS)


@dataclass(frozen=True)
class Pair:
    """A fault that takes two rows of a table: `edit` changes the second to stand against the first."""

    table: str
    kind: str
    edit: Callable[[Cells, Cells], Edit]
    back: dict[str, Callable[[Cells, Cells], str]] = field(default_factory=dict)
    """What is changed in the first row too, by column."""


PAIRS = (
    *(
        Pair(
            name,
            "the same key twice",
            lambda one, other, key=table.key: {part: one[part] for part in key},
        )
        for name, table in TABLES.items()
    ),
    Pair("claims", "the same claim twice", lambda one, other: {**one, "claim_id": other["claim_id"]}),
    Pair(
        "claims",
        "two that repeat each other",
        lambda one, other: {"echo_of": one["claim_id"]},
        {"echo_of": lambda one, other: other["claim_id"]},
    ),
    Pair(
        "claims",
        "repeats a claim of another measure",
        lambda one, other: _when(
            {"echo_of": one["claim_id"]}, one["measure"] != other["measure"] and not one["echo_of"]
        ),
    ),
    Pair(
        "claims",
        "repeats what was said later",
        lambda one, other: _when(
            {"echo_of": one["claim_id"]},
            one["measure"] == other["measure"]
            and not one["echo_of"]
            and one["reported_on"][:4] > other["reported_on"][:4],
        ),
    ),
    Pair(
        "claims",
        "repeats a repetition",
        lambda one, other: _when(
            {"echo_of": one["claim_id"]},
            one["echo_of"] and one["measure"] == other["measure"] and one["echo_of"] != other["claim_id"],
        ),
    ),
    Pair(
        "measures",
        "parts of each other",
        lambda one, other: {"part_of": one["measure"]},
        {"part_of": lambda one, other: other["measure"]},
    ),
    Pair(
        "scopes",
        "inside each other",
        lambda one, other: {"inside": one["scope"]},
        {"inside": lambda one, other: other["scope"]},
    ),
    Pair(
        "identities",
        "two wholes of one sum",
        lambda one, other: _when({"identity_id": one["identity_id"]}, one["whole"] != other["whole"]),
    ),
    Pair(
        "drone_series", "two main series", lambda one, other: _when({"main": "true"}, one["main"] == "true")
    ),
    Pair(
        "corrections",
        "two that replace one cell",
        lambda one, other: _when(
            {**one, "correction_id": other["correction_id"]}, one["action"] == "override"
        ),
    ),
    Pair(
        "offices",
        "a person in two spellings",
        lambda one, other: {**one, "person": f"{one['person']}e\u0301"},
    ),
)
MOST = 12
"""Rows a rule is broken in; the rows of a table are alike."""


def faults(sound: Sound) -> Iterator[Planted]:
    """Every rule broken in up to `MOST` rows, spread over the table."""
    for rule in RULES:
        suited = [
            (place, edit)
            for place, row in enumerate(sound.rows[rule.table])
            if (edit := rule.edit(row.cells)) and any(row.cells[name] != text for name, text in edit.items())
        ]
        for place, edit in suited[:: -(-len(suited) // MOST) or 1]:
            yield broken(sound, rule, place, edit)
    for pair in PAIRS:
        yield from _paired(sound, pair)


def broken(sound: Sound, rule: Rule, place: int, edit: dict[str, str]) -> Planted:
    """The rule broken in one row."""
    row = sound.rows[rule.table][place]
    file = TABLES[rule.table].file
    cells = {(rule.table, place, column): text for column, text in edit.items()}
    also = [Place(file, row.line, column) for column in rule.told]
    also += _expected(sound, rule.table, row)
    return sound.planted(
        f"rule: {rule.kind}", f"{file}:{row.line}: {rule.kind}", cells, tuple(also), sure=True
    )


def _paired(sound: Sound, pair: Pair) -> Iterator[Planted]:
    rows = sound.rows[pair.table]
    found = 0
    for step in (1, 2, 5):
        for first, second in ((place, place + step) for place in range(len(rows) - step)):
            one, other = rows[first], rows[second]
            edit = pair.edit(one.cells, other.cells)
            if not edit or found >= MOST:
                continue
            found += 1
            cells = {(pair.table, second, column): text for column, text in edit.items()}
            for column, text in pair.back.items():
                cells[pair.table, first, column] = text(one.cells, other.cells)
            file = TABLES[pair.table].file
            name = f"{file}:{other.line}: {pair.kind}, line {one.line}"
            also = [*_expected(sound, pair.table, other), *_leaning(sound, pair.table, other.cells)]
            also += [Place(file, other.line)]
            yield sound.planted(f"rule: {pair.kind}", name, cells, tuple(also), sure=True)


def _expected(sound: Sound, table: str, row: Line) -> list[Place]:
    """Corrections of the row, which a change of it may contradict."""
    key = "/".join(row.cells[part] for part in TABLES[table].key)
    return [
        Place("corrections.csv", one.line)
        for one in sound.rows["corrections"]
        if (one.cells["target_table"], one.cells["target_id"]) == (table, key)
    ]


def _leaning(sound: Sound, table: str, cells: Cells) -> Iterator[Place]:
    """Rows that refer to the row."""
    key = cells[TABLES[table].key[0]]
    for name, other in TABLES.items():
        for column in other.columns:
            if column.refers_to == table:
                for row in sound.rows[name]:
                    if row.cells[column.name] == key:
                        yield Place(other.file, row.line)

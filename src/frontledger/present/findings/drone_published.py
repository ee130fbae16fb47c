"""The sentence on published drone figures: how many the counts give, which they do not, and by how much."""

from __future__ import annotations

from frontledger.analysis.drones.published import FigureCheck, PublishedCheck, Verdict
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.drone_published import convention_text, figure_text, value_text
from frontledger.present.words.numbers import count, join_names, plural

IMPORT = "frontledger import drones FILE"
"""The command that brings the daily table into a ledger."""

_NAMED = 3


def published_finding(check: PublishedCheck) -> Finding | Note:
    """How many published figures the counts give, under which way of counting, and the widest gap."""
    if not check.figures and not check.monthly:
        return Note("drone_published_count", "No figure of drone launches had been published by then.")
    words = [
        _tally(check),
        _otherwise(check),
        _forecasts(check),
        _widest(check),
        _monthly(check),
        _missing(check),
    ]
    return Finding(
        key="drone_published_count",
        sentence=" ".join(word for word in words if word),
        doubt=(
            "Agreement shows that bulletins were added up alike, not that the bulletins are right. A figure "
            "tried under several ways of counting may fit one by chance, and a wide hedge fits easily."
        ),
        value=sum(one.verdict == "agrees" for one in _estimates(check)),
        unit="published figures given by the counts",
    )


def _estimates(check: PublishedCheck) -> tuple[FigureCheck, ...]:
    return tuple(one for one in check.figures if one.figure.kind == "estimate")


_CLAUSES: tuple[tuple[Verdict, str, str], ...] = (
    ("agrees", "agrees under the usual way of counting", "agree under the usual way of counting"),
    ("agrees_otherwise", "only under another", "only under another"),
    ("disagrees", "under none", "under none"),
    ("begins_earlier", "speaks of a time before the counts begin", "speak of a time before the counts begin"),
    ("unchecked", "cannot be checked", "cannot be checked"),
)


def _tally(check: PublishedCheck) -> str:
    ones = _estimates(check)
    if not ones:
        return ""
    words = []
    for verdict, one, many in _CLAUSES:
        if number := sum(each.verdict == verdict for each in ones):
            words.append(f"{count(number)} {one if number == 1 else many}")
    which = "daily table" if check.daily else "monthly counts"
    start = f"Of {plural(len(ones), 'single published figure')} of drone launches, set against the {which}"
    return f"{start}, {'; '.join(words)}."


def _otherwise(check: PublishedCheck) -> str:
    """The figures that only another way of counting gives, each with the way."""
    ones = [one for one in _estimates(check) if one.verdict == "agrees_otherwise"]
    if not ones:
        return ""
    named = [
        f"“{figure_text(one.figure)}” of {one.figure.name} ({convention_text(one.others[0])})" for one in ones
    ]
    return f"Only another way gives {join_names(named, _NAMED)}."


def _forecasts(check: PublishedCheck) -> str:
    over = [one for one in check.figures if one.figure.kind == "forecast" and one.first]
    came = sum(one.verdict == "agrees" for one in over)
    if not over:
        return ""
    return f"Of {plural(len(over), 'forecast')} whose time is over, {count(came) if came else 'none'} came."


def _widest(check: PublishedCheck) -> str:
    """The figure of what was that lies furthest from the counts, as a share of what they give."""
    wrong = [one for one in _estimates(check) if one.verdict == "disagrees" and one.first]
    if not wrong:
        return ""
    one = max(wrong, key=lambda check: abs(check.off) / max(abs(check.off + check.figure.best), 1e-9))
    value = value_text(one.figure, one.off + one.figure.best)
    return f"Furthest off is “{figure_text(one.figure)}” of {one.figure.name}: the counts give {value}."


def _monthly(check: PublishedCheck) -> str:
    counted = [one for one in check.monthly if one.first]
    if not counted:
        return ""
    agree = sum(one.verdict == "agrees" for one in counted)
    other = sum(one.verdict == "agrees_otherwise" for one in counted)
    also = f", {count(other)} more by another way of counting" if other else ""
    return f"Of {plural(len(counted), 'published monthly total')} that can be checked, {count(agree)} agree{also}."


def _missing(check: PublishedCheck) -> str:
    if check.daily:
        return ""
    return (
        "Single days, nights and pauses cannot be checked without the daily table; "
        f"“{IMPORT}” brings in a copy."
    )

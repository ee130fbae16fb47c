"""The difference of two reports in words: numbers before and after, and lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frontledger.publish.diff.compare import NOT_THERE, Change, Difference, FindingPair, figure
from frontledger.publish.record import FindingRecord


def lines(difference: Difference) -> Iterator[str]:
    """The difference as text for a terminal, one line after the other."""
    if difference.is_empty:
        yield "the same parameters, findings and claims"
        return
    yield from _section("parameters", [_told(one) for one in difference.parameters])
    yield from _finding_lines(difference)
    claims = [f"+ {claim}: {words}" for claim, words in difference.added.items()]
    claims += [f"− {claim}: {words}" for claim, words in difference.withdrawn.items()]
    claims += [f"~ {_told(one)}" for one in difference.reworded]
    yield from _section(f"claims: {tally(difference)}", claims)


def _finding_lines(difference: Difference) -> Iterator[str]:
    """The findings that differ, their numbers before and after, and their sentences where those differ."""
    told: list[str] = []
    for pair in difference.findings:
        if pair.differs:
            told.append(f"{pair.key}: {headline(pair)}")
            told += [f"  before: {pair.before.sentence}"] if pair.before else []
            told += [f"  after:  {pair.after.sentence}"] if pair.after else []
    same = sum(not pair.differs for pair in difference.findings)
    yield from _section(f"findings: {same} of {len(difference.findings)} the same", told)


def headline(pair: FindingPair) -> str:
    """A finding's number before and after."""
    before, after = number(pair.before), number(pair.after)
    if before == after:
        return "in other words" if pair.before and pair.after else before
    return f"{before} → {after}" + (f" ({pair.move})" if pair.move else "")


def number(finding: FindingRecord | None) -> str:
    """A finding's number with its bounds and unit, in words."""
    if finding is None:
        return NOT_THERE
    if finding.value is None:
        return "no number"
    low, high = finding.low, finding.high
    bounds = ""
    if low is not None and high is not None:
        bounds = f" ({figure(low)}–{figure(high)})"
    elif low is not None:
        bounds = f" (at least {figure(low)})"
    elif high is not None:
        bounds = f" (at most {figure(high)})"
    return f"{figure(finding.value)}{bounds} {finding.unit}".rstrip()


def tally(difference: Difference) -> str:
    """How many claims came, went and read otherwise."""
    came, went, other = len(difference.added), len(difference.withdrawn), len(difference.reworded)
    return f"{came:,} added, {went:,} withdrawn, {other:,} changed"


def on_one_line(text: str) -> str:
    """The text without line breaks, so that what a file says of itself cannot pass for a line of ours."""
    return text.replace("\n", " ")


def _told(change: Change) -> str:
    return f"{change.name}: {change.before} → {change.after}"


def _section(title: str, told: Sequence[str]) -> Iterator[str]:
    if told:
        yield title
        yield from (f"  {on_one_line(line)}" for line in told)

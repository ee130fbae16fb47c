"""The audit: a verdict on every statement of an article, from what the ledger holds and nothing else.

Every rule is asked about every statement; docs/audit-rules.md gives them in words. One precedence turns what
they find into a verdict: a contradiction outweighs support, because the article then says something its own
source or the record does not; support outweighs silence; what is neither contradicted nor supported is
unverified. Disputes are shown with any verdict and change none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from frontledger.analysis.audit.figures import (
    existence_rule,
    figure_rule,
    period_rule,
    reported_event_rule,
    whole_and_part_rule,
)
from frontledger.analysis.audit.records import drone_rule, event_rule, office_rule
from frontledger.analysis.audit.statements import Case, Evidence, Statement, open_case
from frontledger.analysis.audit.sums import killed_share_rule, parts_sum_rule
from frontledger.ledger import Ledger

Verdict = Literal["supported", "contradicted", "unverified"]
VERDICTS: tuple[Verdict, ...] = ("supported", "contradicted", "unverified")

Rule = Callable[[Statement, Case], Evidence | None]

RULES: tuple[Rule, ...] = (
    office_rule,
    period_rule,
    whole_and_part_rule,
    figure_rule,
    drone_rule,
    existence_rule,
    reported_event_rule,
    event_rule,
    parts_sum_rule,
    killed_share_rule,
)
"""Every rule, in the order their reasons are given; the order decides nothing."""


@dataclass(frozen=True)
class ArticleVerdict:
    """A statement, the verdict on it, and all the evidence the rules found."""

    statement: Statement
    verdict: Verdict
    evidence: tuple[Evidence, ...]

    @property
    def supporting(self) -> tuple[str, ...]:
        """Ids of the rows that bear the statement out."""
        return _once(
            item for found in self.evidence if found.bearing != "agrees" for item in found.supporting
        )

    @property
    def opposing(self) -> tuple[str, ...]:
        """Ids of the rows that contradict or dispute the statement."""
        return _once(item for found in self.evidence for item in found.opposing)

    @property
    def disputed(self) -> bool:
        """Whether anything in the ledger cannot be true with the statement, whatever the verdict."""
        return bool(self.opposing)


@dataclass(frozen=True)
class Audit:
    """The verdicts on an article's statements, in the order of their ids."""

    verdicts: tuple[ArticleVerdict, ...]

    def having(self, verdict: Verdict) -> tuple[ArticleVerdict, ...]:
        """The statements with this verdict."""
        return tuple(one for one in self.verdicts if one.verdict == verdict)


def audit(ledger: Ledger) -> Audit:
    """Judge every statement of the ledger's article.

    Only what the ledger, or the view of it, holds is used: cut at a date, the audit is one of that day.
    """
    case = open_case(ledger)
    return Audit(tuple(_judged(statement, case) for statement in case.statements))


def _judged(statement: Statement, case: Case) -> ArticleVerdict:
    found = tuple(evidence for rule in RULES if (evidence := rule(statement, case)) is not None)
    bearings = {evidence.bearing for evidence in found}
    verdict: Verdict = "unverified"
    if "contradicts" in bearings:
        verdict = "contradicted"
    elif "supports" in bearings:
        verdict = "supported"
    return ArticleVerdict(statement, verdict, found)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))

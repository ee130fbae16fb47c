"""Wounded per killed: the formulas, the two definitions, and what bounds on the counts say about the ratio.

The same wounds give different ratios, depending on whether those who died of wounds count among the killed.
Form A divides all wounded by those killed outright; form B divides the surviving wounded by all who died.
Form B and the case fatality rate are one number: wounded per killed = (1 - CFR) / CFR. The formulas are those
of Holcomb, Stansbury, Champion, Wade and Bellamy, "Understanding combat casualty care statistics", J Trauma
2006;60:397-401.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from frontledger.ledger.intervals import Interval

COMBAT_RANGE = Interval(2, 13)
"""Wounded per killed seen in combat: at least 2 and up to 13 (Coupland and Meddings, BMJ 1999;319:407)."""

DEFENCELESS_BELOW = 1.0
"""Below one wounded per killed victims could as a rule not move or defend themselves (same paper)."""

Screen = Literal["within", "above", "below", "defenceless", "open"]


@dataclass(frozen=True)
class Losses:
    """Counts of people hit, by what became of them.

    `wounded` are all hit who were not killed outright: those who later `died_of_wounds` and those
    `returned_to_duty` within 72 hours are among them. Missing, captured, ill and accident victims are
    outside.

    >>> fox = Losses(killed_outright=100, wounded=480, died_of_wounds=64)
    >>> round(fox.wounded_per_killed_outright, 2), round(fox.survivors_per_dead, 2)
    (4.8, 2.54)
    """

    killed_outright: int
    wounded: int
    died_of_wounds: int = 0
    returned_to_duty: int = 0

    @property
    def killed_in_action_percent(self) -> float:
        """%KIA of Holcomb et al.: killed outright, per cent of all hit less those returned to duty."""
        return 100 * self.killed_outright / (self.killed_outright + self.wounded - self.returned_to_duty)

    @property
    def died_of_wounds_percent(self) -> float:
        """%DOW of Holcomb et al.: died of wounds, per cent of the wounded less those returned to duty."""
        return 100 * self.died_of_wounds / (self.wounded - self.returned_to_duty)

    @property
    def case_fatality_percent(self) -> float:
        """CFR of Holcomb et al.: all who died, per cent of all hit; it is not the sum of %KIA and %DOW."""
        return 100 * (self.killed_outright + self.died_of_wounds) / (self.killed_outright + self.wounded)

    @property
    def wounded_per_killed_outright(self) -> float:
        """Form A: all wounded, the dying among them, per person killed outright."""
        return self.wounded / self.killed_outright

    @property
    def survivors_per_dead(self) -> float:
        """Form B: wounded who survived per person who died, outright or of wounds."""
        return (self.wounded - self.died_of_wounds) / (self.killed_outright + self.died_of_wounds)


FOX_EXAMPLE = Losses(killed_outright=100, wounded=480, died_of_wounds=64)
"""W. F. Fox, Regimental Losses, chapter 2, page 24: his worked example of both forms.

http://www.perseus.tufts.edu/hopper/text?doc=Perseus%3Atext%3A2001.05.0068%3Achapter%3D2%3Apage%3D24
"""


def ratio_of_share(killed_share: float) -> float:
    """Wounded per killed where killed are this share of casualties (0 to 1); no killed gives infinity.

    >>> [ratio_of_share(share) for share in (0.25, 0.5, 0.1)]
    [3.0, 1.0, 9.0]
    """
    return math.inf if killed_share == 0 else (1 - killed_share) / killed_share


def ratio_from_share(killed_share: Interval) -> Interval:
    """Wounded per killed from bounds on the killed share (0 to 1): the ends swap."""
    return Interval(ratio_of_share(min(killed_share.upper, 1.0)), ratio_of_share(killed_share.lower))


def share_from_ratio(wounded_per_killed: Interval) -> Interval:
    """Killed share of casualties (0 to 1) from bounds on wounded per killed: the ends swap.

    >>> share_from_ratio(Interval(3, 9))
    Interval(lower=0.1, upper=0.25)
    """
    return Interval(1 / (1 + wounded_per_killed.upper), 1 / (1 + wounded_per_killed.lower))


def ratio_from_counts(killed: Interval, wounded: Interval) -> Interval:
    """Wounded per killed from bounds on both: [least wounded / most killed, most wounded / least killed].

    >>> ratio_from_counts(killed=Interval(270, 330), wounded=Interval(2430, 2970))
    Interval(lower=7.363636363636363, upper=11.0)
    """
    return wounded.over(killed)


def ratio_from_total(killed: Interval, casualties: Interval) -> Interval:
    """Wounded per killed where the wounded are casualties less killed; never below nought.

    The killed stand on both sides of the fraction, so total / killed - 1 is bounded, not (total - killed) /
    killed: the latter would pair the most killed above the line with the least below it.

    >>> ratio_from_total(killed=Interval(1000, 1000), casualties=Interval(3000, 4000))
    Interval(lower=2.0, upper=3.0)
    """
    whole = casualties.over(killed)
    return Interval(max(whole.lower - 1, 0.0), max(whole.upper - 1, 0.0))


def ratio_ceiling_from_wide_total(killed: Interval, total: Interval) -> Interval:
    """Wounded per killed where the total also holds missing and captured: an upper bound only."""
    return Interval(0.0, ratio_from_total(killed, total).upper)


def screen(wounded_per_killed: Interval) -> Screen:
    """Set a ratio against the range seen in combat; "open" where its bounds lie on both sides of an edge.

    "defenceless" means wholly below one wounded per killed: it needs a stated reason (execution, entrapment,
    suicide,
    no evacuation). Coupland and Meddings, BMJ 1999;319:407, https://www.bmj.com/content/319/7207/407.

    >>> screen(Interval(0.36, 0.66)), screen(Interval(7.4, 11)), screen(Interval(1.75, 2.4))
    ('defenceless', 'within', 'open')
    """
    if wounded_per_killed.upper < DEFENCELESS_BELOW:
        return "defenceless"
    if wounded_per_killed.upper < COMBAT_RANGE.lower:
        return "below"
    if wounded_per_killed.lower > COMBAT_RANGE.upper:
        return "above"
    inside = COMBAT_RANGE.lower <= wounded_per_killed.lower and wounded_per_killed.upper <= COMBAT_RANGE.upper
    return "within" if inside else "open"

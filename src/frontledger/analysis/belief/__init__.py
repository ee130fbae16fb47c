"""Belief: how much the reconciled picture depends on who is believed, and on when one asked.

`influence` leaves out one body at a time, `resampled` draws bodies anew, `knowable` reconciles what had been said by
each day about one day. All three ask for the estimate alone, in the group of linked quantities most claims are
about, and speak of its headlines: the totals and stocks of a main force that most claims count.
"""

from frontledger.analysis.belief.influence import Influence, Removal, influence, leading
from frontledger.analysis.belief.knowable import Knowable, Point, Reading, knowable
from frontledger.analysis.belief.resampling import Band, Resampled, resampled

__all__ = [
    "Band",
    "Influence",
    "Knowable",
    "Point",
    "Reading",
    "Removal",
    "Resampled",
    "influence",
    "knowable",
    "leading",
    "resampled",
]

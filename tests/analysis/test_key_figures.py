"""The key figures of the one-page brief."""

from frontledger.analysis.brief import KEY_MEASURES, key_figures
from frontledger.ledger import Ledger


def test_every_key_figure_is_a_measure_of_the_codebook_that_the_shipped_ledger_holds(shipped: Ledger):
    assert [one.measure for one in key_figures(shipped)] == list(KEY_MEASURES)

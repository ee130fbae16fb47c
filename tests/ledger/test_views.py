"""Views: as of a day nothing later is known, and a view can only take away."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontledger.ledger import UnknownClaimantError, UnknownNameError, load
from frontledger.ledger.tables import TABLES

DAY = date(2025, 3, 27)
days = st.dates(date(2022, 1, 1), date(2027, 12, 31))
checked = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def same(one, other):
    """Whether two ledgers hold the same tables."""
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])


def keys(ledger, name):
    return set(map(tuple, ledger.tables[name][list(TABLES[name].key)].itertuples(index=False)))


def test_nothing_later_is_known(shipped):
    view = shipped.view(as_of=DAY)
    limit = pd.Timestamp(DAY)
    assert view.as_of == DAY
    for name, column in (
        ("claims", "reported_on"),
        ("claims", "period_start"),
        ("drone_launches", "reported_on"),
        ("drone_figures", "reported_on"),
        ("article_claims", "reported_on"),
        ("events", "date"),
        ("offices", "shown_from"),
        ("offices", "shown_to"),
    ):
        values = view.tables[name][column]
        if column == "period_start":
            values = values[view.claims["kind"] != "forecast"]
        assert len(values) > 0
        assert not (values > limit).any(), (name, column)
    ends = view.claims.loc[view.claims["kind"] != "forecast", "period_end"]
    assert not (ends > limit).any()


def test_what_was_known_is_kept_to_the_row(shipped):
    view = shipped.view(as_of=DAY)
    limit = pd.Timestamp(DAY)
    for name in ("claims", "drone_launches", "drone_figures", "article_claims"):
        whole = shipped.tables[name]
        assert len(view.tables[name]) == (whole["reported_on"] <= limit).sum()
    assert 0 < len(view.claims) < len(shipped.claims)
    for name in ("claimants", "measures", "scopes", "forces", "identities", "drone_series"):
        pd.testing.assert_frame_equal(view.tables[name], shipped.tables[name])


def test_the_day_itself_is_in(shipped):
    on_the_day = shipped.claims[shipped.claims["reported_on"] == pd.Timestamp(DAY)]
    assert len(on_the_day) > 0
    assert set(on_the_day["claim_id"]) <= set(shipped.view(as_of=DAY).claims["claim_id"])
    before = shipped.view(as_of=DAY - timedelta(days=1)).claims
    assert not set(on_the_day["claim_id"]) & set(before["claim_id"])


def test_references_of_a_view_lead_somewhere(shipped):
    view = shipped.view(as_of=DAY)
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers_to and (name, column.name) not in {("corrections", "source_id")}:
                used = set(view.tables[name][column.name]) - {""}
                assert used <= {key[0] for key in keys(view, column.refers_to)}, (name, column.name)


def test_corrections_of_rows_cut_away_go_with_them(shipped):
    view = shipped.view(as_of=DAY)
    stays = set(view.claims["claim_id"])
    about_claims = view.corrections[view.corrections["target_table"] == "claims"]
    assert 0 < len(about_claims) < (shipped.corrections["target_table"] == "claims").sum()
    assert set(about_claims["target_id"]) <= stays


@pytest.mark.slow
@checked
@given(one=days, other=days)
def test_a_view_is_monotone_idempotent_and_commutes(shipped, one, other):
    first, last = sorted((one, other))
    early, late = shipped.view(as_of=first), shipped.view(as_of=last)
    for name in TABLES:
        assert keys(early, name) <= keys(late, name) <= keys(shipped, name)
    same(early.view(as_of=first), early)
    same(late.view(as_of=first), early)
    same(early.view(as_of=last), early)
    assert early.view(as_of=last).as_of == first


def test_the_whole_ledger_is_as_of_its_newest_report(shipped):
    newest = max(
        shipped.tables[name]["reported_on"].max()
        for name in ("claims", "drone_launches", "drone_figures", "article_claims")
    )
    assert pd.Timestamp(shipped.as_of) == newest
    same(shipped.view(as_of=shipped.as_of).view(), shipped.view(as_of=shipped.as_of))
    assert len(shipped.view(as_of=shipped.as_of).claims) == len(shipped.claims)


def test_before_the_first_word_nothing_is_known(shipped):
    view = shipped.view(as_of=date(2000, 1, 1))
    assert len(view.claims) == len(view.drone_launches) == len(view.events) == 0
    assert view.as_of == date(2000, 1, 1)
    assert len(view.select("killed")) == 0


def test_claimants(shipped):
    view = shipped.view(claimants=["jcs", "nis", "jcs"])
    assert view.claimant_ids == ("jcs", "nis")
    assert set(view.claims["claimant_id"]) == {"jcs", "nis"}
    pd.testing.assert_frame_equal(view.drone_launches, shipped.drone_launches)
    assert shipped.claimant_ids == ()
    same(shipped.view(claimants=()), shipped)


def test_the_order_of_cut_and_claimants_does_not_matter(shipped):
    both = shipped.view(as_of=DAY, claimants=["nis"])
    same(shipped.view(as_of=DAY).view(claimants=["nis"]), both)
    same(shipped.view(claimants=["nis"]).view(as_of=DAY), both)


def test_an_unknown_claimant_is_named_with_the_known_ones(shipped):
    with pytest.raises(
        UnknownClaimantError, match=r"unknown claimant 'niss' \(did you mean nis\?\)"
    ) as caught:
        shipped.view(claimants=["niss"])
    assert set(caught.value.known) == set(shipped.claimants["claimant_id"])


def test_a_view_of_some_claimants_does_not_know_the_others(shipped):
    """Else a view of a view could show more than the view did."""
    with pytest.raises(UnknownClaimantError, match="the ledger knows jcs, nis"):
        shipped.view(claimants=["nis", "jcs"]).view(claimants=["hur"])


def test_offices_are_shown_no_later_than_the_cut(small_ledger):
    view = load(small_ledger.path).view(as_of=date(2024, 12, 31))
    (office,) = view.offices.itertuples()
    assert (office.shown_from, office.shown_to) == (pd.Timestamp("2024-05-01"), pd.Timestamp("2024-12-31"))
    assert len(load(small_ledger.path).view(as_of=date(2024, 4, 30)).offices) == 0


def test_references_count_from_the_publication_of_their_source(small_ledger):
    ledger = load(small_ledger.path)
    assert list(ledger.view(as_of=date(2025, 1, 19)).reference_ratios["ref_id"]) == ["R1"]
    assert list(ledger.view(as_of=date(2025, 1, 20)).reference_ratios["ref_id"]) == ["R1", "R2"]


def test_a_month_is_known_at_its_end(small_ledger):
    """C5 was reported in December 2024, E2 happened in February 2025: known for sure on their last days."""
    ledger = load(small_ledger.path)
    assert "C5" not in set(ledger.view(as_of=date(2024, 12, 30)).claims["claim_id"])
    assert "C5" in set(ledger.view(as_of=date(2024, 12, 31)).claims["claim_id"])
    assert list(ledger.view(as_of=date(2025, 2, 27)).events["event_id"]) == ["E1"]


def test_an_echo_stays_an_echo_in_every_view(small_ledger):
    view = load(small_ledger.path).view(claimants=["ministry"])
    assert len(view.select("killed")) == 0
    assert list(view.select("killed", echoes=True)["claim_id"]) == ["C4"]


def test_select(small_ledger):
    ledger = load(small_ledger.path)
    assert list(ledger.select("killed")["claim_id"]) == ["C1", "C2"]
    assert list(ledger.select("killed", echoes=True)["claim_id"]) == ["C1", "C2", "C4"]
    assert list(ledger.select("killed", scope="front")["claim_id"]) == ["C1", "C2"]
    assert list(ledger.select("killed", scope="country")["claim_id"]) == []
    assert list(ledger.select("sent")["claim_id"]) == ["C5"]
    assert list(ledger.select("sent", kind="forecast")["claim_id"]) == ["C6"]
    assert list(ledger.select("shells")["claim_id"]) == ["C9"]
    assert list(ledger.select("shells", force="troops")["claim_id"]) == []
    assert list(ledger.select("withdrawn", kind="event")["claim_id"]) == ["C7"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measure": "kiled"}, r"unknown measure 'kiled' \(did you mean killed\?\)"),
        (
            {"measure": "killed", "kind": "guess"},
            "unknown kind 'guess'; the ledger knows acknowledgement, estimate",
        ),
        ({"measure": "killed", "force": "troop"}, r"unknown force 'troop' \(did you mean troops\?\)"),
        ({"measure": "killed", "scope": "fornt"}, r"unknown scope 'fornt' \(did you mean front\?\)"),
    ],
)
def test_select_refuses_names_it_does_not_know(small_ledger, arguments, message):
    with pytest.raises(UnknownNameError, match=message):
        load(small_ledger.path).select(**arguments)


def test_select_never_mixes(shipped):
    """One measure, one kind, one force; no echo, nothing set aside, ordered by report and identifier."""
    for measure in shipped.measures["measure"]:
        for kind in ("estimate", "forecast", "acknowledgement", "event"):
            rows = shipped.select(measure, kind=kind)
            assert set(rows["measure"]) <= {measure}
            assert set(rows["kind"]) <= {kind}
            assert rows["force"].nunique() <= 1
            assert set(rows["echo_of"]) <= {""}
            assert not rows["set_aside"].any()
            order = list(zip(rows["reported_on"], rows["claim_id"], strict=True))
            assert order == sorted(order)

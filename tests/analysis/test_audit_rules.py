"""Every rule both ways, on claims made up so that the truth is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from audit_ledger import Row, claim, count, event, ledger_of, office, says

from frontledger.analysis.audit.verdicts import ArticleVerdict, audit

Found = tuple[str, tuple[str, ...], tuple[str, ...]]


def judge(folder: Path, statement: Row, *claims: Row, **tables: list[Row]) -> ArticleVerdict:
    return audit(ledger_of(folder, [statement], claims=claims, **tables)).verdicts[0]


def outcome(judged: ArticleVerdict) -> Found:
    return judged.verdict, judged.supporting, judged.opposing


KILLED = says(1, "killed", 400, who="alpha")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim(1, "killed", 420)], ("supported", ("C1",), ())),
        ([claim(1, "killed", 900)], ("contradicted", (), ("C1",))),
        ([claim(1, "killed", 420, who="beta")], ("supported", ("C1",), ())),
        ([claim(1, "killed", 900, who="beta")], ("unverified", (), ("C1",))),
        ([claim(1, "killed", 400), claim(2, "killed", 900)], ("supported", ("C1",), ("C2",))),
        ([claim(1, "killed", 900), claim(2, "killed", 400, who="beta")], ("contradicted", ("C2",), ("C1",))),
        ([claim(1, "killed", 400, kind="forecast", period_end="2025-06-30")], ("unverified", (), ())),
        ([claim(1, "killed", 400, force="dprk_engineers")], ("unverified", (), ())),
        ([claim(1, "killed", 400, scope="far_east")], ("unverified", (), ())),
    ],
)
def test_a_figure_is_the_claimants_or_not(tmp_path: Path, claims: list[Row], expected: Found) -> None:
    assert outcome(judge(tmp_path, KILLED, *claims)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"best": 120, "qualifier": "at_least"}, ("unverified", (), ())),
        ({"best": 380, "qualifier": "at_least"}, ("supported", ("C1",), ())),
        ({"best": 500, "qualifier": "more_than"}, ("unverified", (), ("C1",))),
        ({"best": 900, "period_end": "2024-12-31"}, ("unverified", (), ("C1",))),
        ({"best": 300, "period_end": "2024-12-31"}, ("unverified", (), ())),
        ({"best": 900, "period_end": "2025-06-30"}, ("unverified", (), ())),
        ({"best": 300, "period_end": "2025-06-30"}, ("unverified", (), ("C1",))),
        ({"best": 300, "scope": "local"}, ("unverified", (), ())),
        ({"best": 900, "scope": "local"}, ("unverified", (), ("C1",))),
        ({"best": 300, "scope": "russia"}, ("unverified", (), ("C1",))),
        ({"best": 900, "scope": "russia"}, ("unverified", (), ())),
    ],
)
def test_a_total_never_falls_and_a_part_is_no_more_than_the_whole(
    tmp_path: Path, changes: dict[str, Any], expected: Found
) -> None:
    """Earlier and narrower claims are floors, later and wider ones ceilings; bounds support where stated."""
    other = claim(1, "killed", 0, who="beta") | {"reported_on": "2025-07-01"} | changes
    assert outcome(judge(tmp_path, KILLED, other)) == expected


def test_an_earlier_total_beyond_a_floor_bears_it_out(tmp_path: Path) -> None:
    thousands = says(1, "containers", 1000, force="dprk", scope="russia", qualifier="at_least", period_end="")
    earlier = claim(1, "containers", 5000, who="beta", force="dprk", scope="russia", period_end="2023-12-28")
    assert outcome(judge(tmp_path, thousands, earlier)) == ("supported", ("C1",), ())
    hundreds = thousands | {"qualifier": "between", "best": "", "low": 100, "high": 999}
    assert outcome(judge(tmp_path / "hundreds", hundreds, earlier)) == ("unverified", (), ("C1",))


def test_an_echo_adds_no_support(tmp_path: Path) -> None:
    original = claim(1, "killed", 900, who="beta")
    echo = claim(2, "killed", 400, who="gamma", echo_of="C1")
    assert outcome(judge(tmp_path, KILLED, original, echo)) == ("unverified", (), ("C1",))


SENT = says(
    1, "sent_in_period", 3000, who="alpha", scope="russia", period_start="2024-01-01", period_end="2024-02-29"
)


def test_a_range_copied_to_another_period_is_contradicted_as_a_number_is(tmp_path: Path) -> None:
    bounds = {"qualifier": "between", "best": "", "low": 1000, "high": 2000}
    own = claim(1, "sent_in_period", "", scope="russia", period_start="2025-01-01") | bounds
    assert outcome(judge(tmp_path, SENT | bounds, own)) == ("contradicted", (), ("C1",))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([{"period_start": "2025-01-01"}], ("contradicted", (), ("C1",))),
        ([{"period_start": "2025-01-01", "claimant_id": "beta"}], ("unverified", (), ())),
        ([{"period_start": "2025-01-01", "best": 4000}], ("unverified", (), ())),
        ([{"period_start": "2024-01-01", "period_end": "2024-02-29"}], ("supported", ("C1",), ())),
        (
            [{"period_start": "2025-01-01"}, {"period_start": "2024-01-01", "period_end": "2024-02-29"}],
            ("supported", ("C2",), ()),
        ),
    ],
)
def test_the_right_figure_at_the_wrong_time(tmp_path: Path, claims: list[Row], expected: Found) -> None:
    rows = [claim(n, "sent_in_period", 3000, scope="russia") | more for n, more in enumerate(claims, 1)]
    assert outcome(judge(tmp_path, SENT, *rows)) == expected


def test_the_wrong_time_shows_what_others_say_of_the_right_one(tmp_path: Path) -> None:
    own = claim(1, "sent_in_period", 3000, scope="russia", period_start="2025-01-01")
    other = claim(2, "sent_in_period", 1500, who="beta", scope="russia", period_start="2025-01-05")
    far = claim(
        3,
        "sent_in_period",
        1500,
        who="beta",
        scope="russia",
        period_start="2024-10-01",
        period_end="2024-10-31",
    )
    found = judge(tmp_path, SENT, own, other, far).evidence[0]
    assert (found.rule, found.opposing, found.context) == ("period", ("C1",), ("C2",))


GUNS = says(1, "howitzers_170mm", 220, who="alpha", force="dprk", scope="russia")


BOTH = "long_range_artillery"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([(BOTH, 220, "alpha")], ("contradicted", (), ("C1",))),
        ([(BOTH, 220, "beta")], ("unverified", (), ())),
        ([(BOTH, 300, "alpha")], ("unverified", (), ())),
        ([(BOTH, 220, "alpha"), ("howitzers_170mm", 220, "alpha")], ("supported", ("C2",), ())),
        ([(BOTH, 220, "alpha"), ("howitzers_170mm", 220, "beta")], ("contradicted", ("C2",), ("C1",))),
        ([("launchers_240mm", 220, "alpha")], ("unverified", (), ())),
    ],
)
def test_a_figure_of_the_whole_given_to_a_part(tmp_path: Path, claims: list[Any], expected: Found) -> None:
    rows = [
        claim(n, measure, best, who, force="dprk", scope="russia")
        for n, (measure, best, who) in enumerate(claims, 1)
    ]
    assert outcome(judge(tmp_path, GUNS, *rows)) == expected


def test_a_figure_of_a_part_given_to_the_whole(tmp_path: Path) -> None:
    whole = GUNS | {"measure": "long_range_artillery"}
    part = claim(1, "launchers_240mm", 220, force="dprk", scope="russia")
    assert outcome(judge(tmp_path, whole, part)) == ("contradicted", (), ("C1",))


@pytest.mark.parametrize(("total", "bearing"), [(4000, "agrees"), (6000, "disputes")])
def test_parts_add_up_or_do_not(tmp_path: Path, total: int, bearing: str) -> None:
    said = [says(1, "killed", 400), says(2, "wounded", 3600), says(3, "casualties", total)]
    for judged in audit(ledger_of(tmp_path, said)).verdicts:
        found = next(evidence for evidence in judged.evidence if evidence.rule == "parts_sum")
        assert found.bearing == bearing and judged.verdict == "unverified"
        assert found.implied is not None and found.implied.lower == pytest.approx(3600)


@pytest.mark.parametrize(("present", "bearing"), [(10000, "agrees"), (15000, "disputes")])
def test_what_left_is_taken_from_what_came(tmp_path: Path, present: int, bearing: str) -> None:
    parts = {"sent": 15000, "killed": 2000, "captured": 2, "returned_home": 3000, "in_theatre": present}
    said = [says(n, measure, best, scope="russia") for n, (measure, best) in enumerate(parts.items(), 1)]
    found = audit(ledger_of(tmp_path, said)).verdicts[0].evidence[0]
    assert (found.rule, found.bearing) == ("parts_sum", bearing)
    assert found.implied is not None
    assert found.implied.lower == pytest.approx(15000 * 0.9 - 2000 * 1.1 - 2 * 1.1 - 3000 * 1.1)


@pytest.mark.parametrize(("share", "bearing"), [(10, "notes"), (25, "disputes")])
def test_the_killed_share_two_figures_imply(tmp_path: Path, share: int, bearing: str) -> None:
    """400 of 4,000, each give or take a tenth: 360 / (360 + 3,960) to 440 / (440 + 3,240)."""
    said = [says(1, "killed", 400, who="alpha"), says(2, "wounded", 3600, who="alpha")]
    claims = [claim(1, "killed_share", share, who="beta"), claim(2, "killed_share", 67, who="alpha")]
    found = audit(ledger_of(tmp_path, said, claims=claims)).verdicts[0].evidence[0]
    assert (found.rule, found.bearing, {*found.opposing, *found.context}) == ("killed_share", bearing, {"C1"})
    assert found.implied is not None
    assert (found.implied.lower, found.implied.upper) == pytest.approx((100 * 360 / 4320, 100 * 440 / 3680))


NAMED = says(1, person="Ivan Petrov", office="Minister", period_start="2025-02-01")


@pytest.mark.parametrize(
    ("offices", "verdict"),
    [
        ([("Minister", "2024-01-01", "2025-12-31")], "supported"),
        ([("Secretary", "2024-01-01", "2025-12-31")], "contradicted"),
        ([("Secretary", "2025-02-20", "")], "contradicted"),
        ([("Secretary", "2024-01-01", "2025-01-15")], "unverified"),
        ([("Secretary", "2025-03-01", "2025-12-31")], "unverified"),
        ([("Secretary", "2024-01-01", ""), ("minister", "2025-01-01", "")], "supported"),
    ],
)
def test_an_office_held_at_the_time(
    tmp_path: Path, offices: list[tuple[str, str, str]], verdict: str
) -> None:
    rows = [office("Ivan Petrov", *shown) for shown in offices]
    assert judge(tmp_path, NAMED, offices=rows).verdict == verdict


@pytest.mark.parametrize(
    ("day", "words", "category", "verdict"),
    [
        ("2025-02-10", "Petrov visits the capital", "visit", "supported"),
        ("2025-03-10", "Petrov visits the capital", "visit", "unverified"),
        ("2025-02-10", "Ivanov visits the capital", "visit", "unverified"),
        ("2025-02-10", "Petrov speaks of drones", "drones", "unverified"),
    ],
)
def test_an_event_of_the_kind_in_the_time(
    tmp_path: Path, day: str, words: str, category: str, verdict: str
) -> None:
    said = says(1, person="Ivan Petrov", event_category="visit", period_start="2025-02-01")
    of_the_sort = event(2, "2020-01-01", "Long ago", "visit")  # else the ledger knows of no visits
    assert judge(tmp_path, said, events=[event(1, day, words, category), of_the_sort]).verdict == verdict


def test_a_thing_reported_to_have_happened(tmp_path: Path) -> None:
    said = says(1, "withdrawn", period_start="2025-01-01", period_end="2025-01-31")
    seen = claim(
        1, "withdrawn", "", kind="event", qualifier="", period_start="2025-01-15", period_end="2025-02-04"
    )
    assert outcome(judge(tmp_path, said, seen)) == ("supported", ("C1",), ())
    late = seen | {"period_start": "2025-02-10", "period_end": "2025-02-20"}
    assert outcome(judge(tmp_path / "late", said, late)) == ("unverified", (), ())


def test_some_without_a_number(tmp_path: Path) -> None:
    said = says(1, "launchers_240mm", force="dprk", scope="russia")
    some = claim(1, "launchers_240mm", 20, who="beta", force="dprk", scope="russia")
    assert outcome(judge(tmp_path, said, some)) == ("supported", ("C1",), ())
    assert (
        judge(
            tmp_path / "later", said, some | {"period_end": "2025-07-01", "reported_on": "2025-07-01"}
        ).verdict
        == "unverified"
    )
    assert (
        judge(tmp_path / "plan", said, some | {"kind": "forecast", "period_end": "2025-06-30"}).verdict
        == "unverified"
    )
    ceiling = some | {"qualifier": "up_to"}
    assert judge(tmp_path / "ceiling", said, ceiling).verdict == "unverified"


DRONES = says(
    1, "drones_launched", 379, force="russian_drones", scope="ukraine", qualifier="exact",
    period_start="2024-05-01", period_end="2024-05-31",
)  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "expected", "months"),
    [
        ([count("2024-05", "daily", 379)], ("supported", ("daily",), ()), ()),
        ([count("2024-05", "daily", 358)], ("unverified", (), ("daily",)), ()),
        (
            [count("2024-05", "daily", 358), count("2024-02", "daily", 379)],
            ("unverified", (), ("daily",)),
            ("2024-02-01",),
        ),
        (
            [count("2024-05", "daily", 379), count("2024-05", "press", 420), count("2024-02", "daily", 379)],
            ("supported", ("daily",), ("press",)),
            (),
        ),
        ([count("2024-02", "daily", 379)], ("unverified", (), ()), ()),
    ],
)
def test_a_months_drones(tmp_path: Path, counts: list[Row], expected: Found, months: tuple[str, ...]) -> None:
    judged = judge(tmp_path, DRONES, drone_launches=counts)
    assert outcome(judged) == expected
    assert tuple(str(month) for found in judged.evidence for month in found.months) == months

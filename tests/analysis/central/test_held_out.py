"""The holding out of claims: nothing later is seen, errors and intervals are as told."""

from datetime import date

import numpy as np
import pytest
from held_out import CENTRAL, METHODS, Answer, Trial, by_bodies, compared, error, held_out, trials
from reconcile_worlds import ledger_of, row

from frontledger.ledger import Interval

DAYS = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1))
FIGURES = (100, 200, 400)


@pytest.fixture(scope="module")
def three(shipped):
    said = zip("ABC", DAYS, FIGURES, strict=True)
    return ledger_of(
        shipped,
        [row(name, "killed", day, who=name, best=best, qualifier="about") for name, day, best in said],
    )


def test_a_method_sees_nothing_said_on_the_day_or_later(three):
    seen = {}

    def spy(view, question):
        seen[question.day] = list(view.claims["claim_id"])

    trials(three, {"spy": spy})
    assert seen == {DAYS[0]: [], DAYS[1]: ["A"], DAYS[2]: ["A", "B"]}


def test_every_method_answers_from_what_came_before(three):
    first, second, third = trials(three, METHODS)
    assert not any(first.answers.values())
    for answer in second.answers.values():
        assert answer.estimate == pytest.approx(100, rel=1e-2)
    assert third.answers["Last claim wins"].estimate == 200
    assert third.answers["Median of latest"].estimate == 150
    assert 100 < third.answers[CENTRAL].estimate < 200.01


def test_an_error_is_a_share_of_the_figure_and_nought_within_a_bound(shipped):
    rows = [
        row("A", "killed", DAYS[0], best=200),
        row("B", "killed", DAYS[1], best=200, qualifier="at_least"),
    ]
    figure, floor = held_out(ledger_of(shipped, rows))
    everything = Interval(0, 1000)
    assert error(figure, Answer(300, everything)) == 0.5
    assert error(floor, Answer(300, everything)) == 0
    assert error(floor, Answer(150, everything)) == 0.25


def test_the_claims_of_a_body_are_drawn_together():
    bodies = ["a"] * 50 + ["b"] * 50
    values = np.array([1.0] * 50 + [0.0] * 50)
    assert by_bodies(bodies, values) == (0.0, 1.0)
    alone = by_bodies([str(number) for number in range(100)], values)
    assert 0.35 < alone[0] < 0.5 < alone[1] < 0.65


def test_two_methods_are_compared_on_the_same_claims(three):
    claims = held_out(three)
    near, far = ([Answer(one.size * (1 + share), Interval(0, 1e9)) for one in claims] for share in (0.1, 0.4))
    scored = [Trial(one, {"near": a, "far": b}) for one, a, b in zip(claims, near, far, strict=True)]
    assert compared("near", "far", scored) == ["far", "-30.0%", "-30.0% to -30.0%", "3 to 0"]

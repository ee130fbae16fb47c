"""Answers that reports share: the same to the last bit, and never those of another question."""

import math
import random
import struct
from dataclasses import fields, replace
from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from frontledger import ANSWERS
from frontledger.analysis.answers import Asked, answered, follows_from
from frontledger.analysis.belief import influence, knowable, resampled
from frontledger.analysis.central import central
from frontledger.analysis.reconcile import reconcile
from frontledger.analysis.reconcile.least import FOUND
from frontledger.ledger import load

DAY = date(2025, 2, 10)
BODIES = ("nis", "hur", "zelensky")
NUMBERS = TypeAdapter(list[float])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(ANSWERS, str(tmp_path / "answers"))
    return tmp_path / "answers"


def fails():
    pytest.fail("it was worked out again")


@given(numbers=st.lists(st.floats(width=64)))
def test_what_is_read_is_what_was_worked_out_to_the_last_bit(tmp_path_factory, numbers):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ANSWERS, str(tmp_path_factory.mktemp("answers")))
        answered("a", NUMBERS, lambda: numbers)
        read = answered("a", NUMBERS, fails)
    for one, other in zip(numbers, read, strict=True):
        assert struct.pack("d", one) == struct.pack("d", other) or (math.isnan(one) and math.isnan(other))


def test_without_a_folder_each_works_it_out_itself(monkeypatch, tmp_path):
    for named in (None, "", str(tmp_path / "gone" / "answers")):
        monkeypatch.delenv(ANSWERS, raising=False) if named is None else monkeypatch.setenv(ANSWERS, named)
        assert [answered("a", NUMBERS, lambda: [1.0]), answered("a", NUMBERS, lambda: [2.0])] == [
            [1.0],
            [2.0],
        ]
    assert not list(tmp_path.iterdir())


def test_what_is_damaged_or_no_such_answer_is_worked_out_again(folder):
    answered("a", FOUND, lambda: ([1.0, math.inf], 2.0, 3.0))
    (whole,) = folder.iterdir()
    sound = whole.read_bytes()
    spoilt = [sound[:cut] for cut in range(len(sound))]
    for data in (*spoilt, b"[[1.0], 2.0]", b'[["x"], 1, 2]', b"null", b"\xff\xfe", b"[" * 100_000):
        whole.write_bytes(data)
        assert answered("a", FOUND, lambda: ([0.5], 0.0, 0.0)) == ([0.5], 0.0, 0.0)
        assert [path.name for path in folder.iterdir()] == [whole.name]
        assert answered("a", FOUND, fails) == ([0.5], 0.0, 0.0)


def test_where_there_is_little_room_nothing_is_put(folder, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=499_000_000))
    assert answered("a", NUMBERS, lambda: [1.0]) == [1.0] and not list(folder.iterdir())
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=501_000_000))
    assert answered("a", NUMBERS, lambda: [2.0]) == [2.0] == answered("a", NUMBERS, fails)


def test_contents_are_told_apart():
    zeros = np.zeros(4)
    parts = [
        ("ab", "c"), ("a", "bc"), ("abc",), (1,), (1.0,), ("1",), (zeros,), (zeros.reshape(2, 2),), (zeros.tolist(),),
        (-zeros,), (zeros.astype(np.float32),), (), (None,), (math.nan,), ((),), (0.1 + 0.2,), (0.3,),
    ]  # fmt: skip
    assert len({follows_from(*some) for some in parts}) == len(parts)


class Wandering:
    """A solver whose answers hang on all it was asked before."""

    def __init__(self):
        self.state, self.asked = 0.1, 0

    def answer(self, question):
        self.asked += 1
        self.state = math.sin(self.state * 7 + question)
        return [self.state]


@given(
    questions=st.lists(st.integers(0, 5), max_size=12),
    lost=st.sets(st.integers(0, 11)),
    others=st.lists(st.integers(0, 5), max_size=6),
)
def test_a_solver_answers_as_if_nothing_had_been_read(tmp_path_factory, questions, lost, others):
    def answers(asked):
        solver = Wandering()
        chain = Asked("start", NUMBERS, solver.answer)
        return [chain.answer(question) for question in asked], solver.asked

    folder = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as patch:
        alone = [answers(some)[0] for some in (questions, others)]
        patch.setenv(ANSWERS, str(folder))
        assert answers(questions)[0] == alone[0]
        assert answers(questions) == (alone[0], 0)
        for place, path in enumerate(sorted(folder.iterdir())):
            if place in lost:
                path.unlink()
        assert [answers(some)[0] for some in (others, questions)] == alone[::-1]


def asked_of(day=DAY, **claimants):
    """All that reports ask of a ledger and that is shared, in bits."""
    view = load().view(day, **claimants)
    found = reconcile(view)
    told = [found.paths.to_csv(), found.conflicts, [group.columns.tobytes() for group in found.groups]]
    told += [central(found).path("killed").to_csv(), influence(view), knowable(view)]
    bands = resampled(view, draws=6).bands
    return repr([*told, [(band.low.tobytes(), band.high.tobytes(), band.width) for band in bands]])


@pytest.mark.slow
def test_every_shared_answer_is_the_same_shared_or_not(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv(ANSWERS, "")
        alone, fewer = asked_of(), asked_of(claimants=BODIES)
    assert not folder.exists()
    assert asked_of() == alone
    written = {path.name for path in folder.iterdir()}
    assert asked_of() == alone
    assert written == {path.name for path in folder.iterdir()}
    chance = random.Random(1)
    for path in sorted(folder.iterdir()):
        if chance.random() < 0.4:
            path.unlink()
    assert asked_of() == alone
    assert asked_of(claimants=BODIES) == fewer


def nudged(row):
    return replace(row, factors=(math.nextafter(row.factors[0], 9), *row.factors[1:]))


def first(changed):
    return lambda many: (changed(many[0]), *many[1:])


CHANGES = {
    "days": lambda days: (*days[:-1], days[-1] + timedelta(days=1)),
    "atoms": first(lambda atom: replace(atom, scope="elsewhere")),
    "counted": first(lambda one: not one),
    "reported": lambda known: known | {next(iter(known)): dict.fromkeys(known[next(iter(known))], 2.0)},
    "totals": lambda totals: totals - {min(totals)},
    "statements": first(lambda one: replace(one, weight=one.weight / 2)),
    "readings": first(lambda pair: (nudged(pair[0]), pair[1])),
    "identities": first(lambda names: names | {"another"}),
    "rules": first(nudged),
    "sides": first(lambda side: replace(side, bound=math.nextafter(side.bound, math.inf))),
    "figures": first(lambda side: replace(side, row=nudged(side.row))),
    "costs": lambda costs: np.nextafter(costs, 1),
    "ceilings": lambda ceilings: ceilings * 2 + 1,
    "unit": lambda unit: unit * 10,
    "begins": lambda begins: not begins,
}


def test_a_models_content_tells_every_change_of_it():
    model = max((group.model for group in reconcile(load().view(DAY)).groups), key=lambda one: one.width)
    assert CHANGES.keys() == {field.name for field in fields(model)}
    contents = {
        name: replace(model, **{name: change(getattr(model, name))}).content
        for name, change in CHANGES.items()
    }
    for field in ("statement", "sign", "cost"):
        side = replace(model.sides[0], **{field: getattr(model.sides[0], field) + 1})
        contents[field] = replace(model, sides=(side, *model.sides[1:])).content
    assert len({model.content, *contents.values()}) == 1 + len(contents)
    assert replace(model).content == model.content

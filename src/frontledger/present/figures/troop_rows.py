"""Charts of who was said to be there, and of who was added or went home: a row a claim, by its day."""

from __future__ import annotations

from matplotlib.dates import date2num

from frontledger.analysis.claim_counts import Count
from frontledger.analysis.troops.flows import Happening, Movements, stock_places
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing.rows import Group, Row, draw_counts, draw_days, in_words
from frontledger.present.figures.troops import counts_csv
from frontledger.present.words.counts import place_names, short_day, short_name, stated
from frontledger.present.words.numbers import day, plural

_EVENTS = {
    "withdrawn": "pulled back from the front",
    "returned_to_front": "back at the front",
    "deployment_acknowledged": "taking part acknowledged",
}


def present_chart(places: tuple[tuple[Count, ...], ...], ledger: Ledger) -> Figure | Note:
    """Troops said to be there: Russia as a whole, Kursk with the border, and the Far East apart."""
    found = [one for place in places for one in place]
    if not found:
        return Note(
            "present_chart", f"By {day(ledger.as_of)} no claim used here said how many troops were there."
        )
    names = [_place_name(ledger, scopes) for scopes in stock_places(ledger)]
    rows = [tuple(_present_row(one) for one in place) for place in places]
    groups = [Group(name, claims) for name, claims in zip(names, rows, strict=True)]
    ids = tuple(one.claim_id for one in found)
    return Figure(
        key="present_chart",
        title=_present_title(names, places),
        units="Troops present, by place; rows in the order of the day counted",
        alt="Troops present, a row a claim. " + in_words(groups),
        source=source_line(ledger, ids),
        svg=draw_counts(groups),
        note="Bars show what a claim's wording allows, an arrow a floor without an upper end.",
        data_csv=counts_csv(found),
        claims=ids,
    )


def movements_chart(moved: Movements, ledger: Ledger) -> Figure | Note:
    """Troops added and gone home over the time counted; pull-backs and returns on their days."""
    if not moved.claims:
        return Note(
            "movements_chart",
            f"By {day(ledger.as_of)} no claim used here spoke of troops added or gone home.",
        )
    groups = [
        Group("Added", tuple(_period_row(one) for one in moved.added)),
        Group("Gone home", tuple(_period_row(one) for one in moved.home)),
        Group("Said without a number", tuple(_happening_row(one) for one in moved.happenings)),
    ]
    return Figure(
        key="movements_chart",
        title=_movements_title(moved),
        units="Days spoken of",
        alt="Bars over time, a row a claim. " + in_words(groups),
        source=source_line(ledger, moved.claims),
        svg=draw_days(groups),
        note="A bar is the time a count covers; a dot alone means that no first day was stated.",
        data_csv=counts_csv((*moved.added, *moved.home)),
        claims=moved.claims,
    )


def _present_row(one: Count) -> Row:
    name = f"{one.claimant}, {short_day(one.as_of)}"
    return Row(name, stated(one), one.claimant_id, one.interval, one.best)


def _period_row(one: Count) -> Row:
    end = date2num(one.as_of)
    start = end if one.start is None else date2num(one.start)
    words = stated(one) + (" in all" if one.form == "cumulative" else "")
    return Row(one.claimant, words, one.claimant_id, Interval(start, end), end)


def _happening_row(one: Happening) -> Row:
    end = date2num(one.end or one.said)
    start = end if one.start is None else date2num(one.start)
    return Row(one.claimant, _EVENTS[one.measure], one.claimant_id, Interval(start, end), end)


def _place_name(ledger: Ledger, scopes: frozenset[str]) -> str:
    return place_names(ledger, scopes) + (" as a whole" if scopes == stock_places(ledger)[0] else "")


def _present_title(names: list[str], places: tuple[tuple[Count, ...], ...]) -> str:
    name, place = max(zip(names, places, strict=True), key=lambda pair: len(pair[1]))
    last, before = place[-1], place[:-1]
    title = (
        f"The last count for {name} is {stated(last)} ({short_name(last.claimant)}, {short_day(last.as_of)})"
    )
    if not before:
        return title
    least, most = min(before, key=lambda one: one.size), max(before, key=lambda one: one.size)
    if least.size == most.size:
        return f"{title}, after {plural(len(before), 'count')} of {stated(most)}"
    return f"{title}; those before it run from {stated(least)} to {stated(most)}"


def _movements_title(moved: Movements) -> str:
    added, home = _largest(moved.added), _largest(moved.home)
    if added and home:
        return f"The largest count of troops added is {added}; of troops gone home, {home}"
    if added or home:
        return f"The largest count of troops {'added' if added else 'gone home'} is {added or home}"
    return f"{plural(len(moved.happenings), 'statement')} of moves, none with a number"


def _largest(found: tuple[Count, ...]) -> str:
    if not found:
        return ""
    most = max(found, key=lambda one: (one.size, one.best is None, one.rank))
    return f"{stated(most)} ({short_name(most.claimant)})"

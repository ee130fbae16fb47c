"""Each row judged by the rules that need no other row."""

from __future__ import annotations

from datetime import date, timedelta

from frontledger.ledger.daily import models, rules
from frontledger.ledger.daily.rows import Cells, DroneRow, SetAside
from frontledger.ledger.daily.values import Moment, UnreadableError

LONGEST = timedelta(days=3)
"""No window of the published table is longer than two days."""

REGIONAL_FROM = date(2024, 8, 1)
"""From here the national bulletin covers the country, so that a regional command's row repeats part of it."""

NO_LOSSES_BEFORE = date(2024, 7, 10)
"""Before this day nothing was published on drones lost to jamming."""

_NATIONAL = "ukraine"
_COMMAND = "pvk"
_HOSTS = ("https://", "http://", "www.", "m.", "t.me/", "facebook.com/")


class NoDayError(ValueError):
    """A row that may hold launches can be placed on no day, so that no total could be trusted."""


def judge(cells: Cells) -> DroneRow | SetAside:
    """The row as counted or set aside; raises NoDayError, with the reason and what is wrong."""
    line, model = cells.record.line, cells.text("model")
    kind = models.kind_of(model)
    if kind == models.NOT_A_DRONE:
        return SetAside(line, kind, model)
    if not cells.record.whole:
        counted = f"{len(cells.record.cells)} cells, the header {len(cells.header.names)}"
        return _spoilt(cells, rules.WRONG_NUMBER_OF_CELLS, counted, kind)
    if kind == models.RESEMBLES:
        return _spoilt(cells, kind, repr(model), models.SHAHED if model.strip() else "")
    if kind not in models.CLASSES:
        return SetAside(line, kind, model, "", cells.readable_count("launched"))
    return _of_class(cells, kind)


def _of_class(cells: Cells, kind: str) -> DroneRow | SetAside:
    """A drone row, counted where its window and its counts are sound."""
    start, end = cells.moment("time_start"), cells.moment("time_end")
    reason = rules.DATE_UNREADABLE if start is None or end is None else _wrong_window(start, end)
    if start is None or end is None or reason:
        return _spoilt(cells, reason, f"{cells.text('time_start')} to {cells.text('time_end')}", kind)
    days = tuple(sorted({start.day, end.day}))
    try:
        launched, destroyed, lost = map(cells.count, ("launched", "destroyed", "not_reach_goal"))
    except UnreadableError as error:
        return SetAside(cells.record.line, rules.COUNT_UNREADABLE, str(error), kind, None, days)
    if launched is None:
        return SetAside(cells.record.line, rules.LAUNCHED_NOT_STATED, "", kind, None, days)
    if max(destroyed or 0, lost or 0) > launched:
        detail = f"launched {launched}, destroyed {destroyed}, not_reach_goal {lost}"
        return SetAside(cells.record.line, rules.MORE_THAN_LAUNCHED, detail, kind, launched, days)
    return _counted(cells, kind, start, end, launched, destroyed, lost)


def _counted(
    cells: Cells,
    kind: str,
    start: Moment,
    end: Moment,
    launched: int,
    destroyed: int | None,
    lost: int | None,
) -> DroneRow:
    """The row with what follows from its counts, and the remarks on it."""
    shahed = kind == models.SHAHED
    neutralised = _neutralised(cells, destroyed, lost, end.day)
    strike = cells.readable_count("is_shahed")
    strike_sound = strike is not None and strike <= launched
    regional = shahed and _repeats(cells, end.day, launched, destroyed)
    daytime = _by_day(start, end)
    remarks = (
        (rules.LAUNCHED_BELOW_NEUTRALISED, neutralised is not None and neutralised > launched),
        (rules.DESTROYED_NOT_STATED, destroyed is None),
        (rules.STRIKE_COUNT_UNREADABLE, not strike_sound and bool(cells.text("is_shahed").strip())),
        (rules.REGIONAL_DUPLICATE, regional),
        (rules.DAYTIME_WINDOW, shahed and daytime),
    )
    told_by = ("launch_place", "target") if shahed else ("launch_place", "target", "source")
    places = tuple(" ".join(cells.text(name).casefold().split()) for name in told_by)
    return DroneRow(
        cells.record.line, kind, start, end, launched, destroyed, lost, neutralised,
        strike if strike_sound else None, regional, daytime, _post_in_target(cells),
        (start, end, models.model_key(cells.text("model")), *places),
        tuple(remark for remark, applies in remarks if applies),
    )  # fmt: skip


def _spoilt(cells: Cells, reason: str, detail: str, kind: str) -> SetAside:
    """A row that may hold launches, with every day they may belong to; raises NoDayError where any may."""
    start, end = cells.moment("time_start"), cells.moment("time_end")
    if start is None and end is None:
        raise NoDayError(reason, detail)
    steps = [timedelta(step) for step in range(LONGEST.days + 1)]
    days = {start.day + step for step in steps} if start else set()
    days |= {end.day - step for step in steps} if end else set()
    weapon_class = kind if kind in models.CLASSES else ""
    launched = cells.readable_count("launched")
    return SetAside(cells.record.line, reason, detail, weapon_class, launched, tuple(sorted(days)))


def _neutralised(cells: Cells, destroyed: int | None, lost: int | None, end: date) -> int | None:
    """Destroyed and not reached goal together; a blank of the latter adds nothing, an absent column hides it."""
    if destroyed is None or (not cells.header.has("not_reach_goal") and end >= NO_LOSSES_BEFORE):
        return None
    return destroyed + (lost or 0)


def _repeats(cells: Cells, end: date, launched: int, destroyed: int | None) -> bool:
    """Whether a regional command tells here of drones that the national bulletin counts too."""
    if end < REGIONAL_FROM or launched != destroyed:
        return False
    target = cells.text("target").strip().casefold()
    return target != _NATIONAL and _account(cells.text("source")).startswith(_COMMAND)


def _wrong_window(start: Moment, end: Moment) -> str:
    """The rule that a window breaks, "" where it breaks none; a day without an hour may hold any."""
    hours = None not in (start.hour, end.hour)
    if start.day > end.day or (hours and start.order > end.order):
        return rules.ENDS_BEFORE_START
    return rules.WINDOW_TOO_LONG if end.day - start.day > LONGEST else ""


def _account(source: str) -> str:
    """The account a post stands under, in small letters, without the host it is read at."""
    account = source.strip().casefold()
    for host in _HOSTS:
        account = account.removeprefix(host)
    return account


def _post_in_target(cells: Cells) -> bool:
    """Whether the address of a post stands under target and none under source."""
    return "/" in cells.text("target") and "/" not in cells.text("source")


def _by_day(start: Moment, end: Moment) -> bool:
    """Whether a window lies in the day: from 05 to 14 h on, to 12 h or later of the same day."""
    if start.hour is None or end.hour is None or start.day != end.day:
        return False
    return 5 <= start.hour <= 14 and end.hour >= 12

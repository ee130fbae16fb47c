"""The sentences on the structure of the launches: breaks of level, weekdays, massed attacks, kinds."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.drones.changepoints import FEWEST_PERIODS, SETTINGS
from frontledger.analysis.drones.daily import REMEDY
from frontledger.analysis.drones.levelling import Levelling
from frontledger.analysis.drones.salvos import FACTOR, TRAILING, Period
from frontledger.analysis.drones.structure import LaunchStructure
from frontledger.analysis.drones.weekdays import WeekdayTest
from frontledger.ledger import Interval
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.growth import p_text, span_text
from frontledger.present.words.numbers import count, day, interval_text, join_names, month, percent, plural
from frontledger.present.words.structure import WEEKDAYS, break_text, days_text


def breaks_finding(structure: LaunchStructure) -> Finding | Note:
    """When the level of launches changed for good, and how many ways of looking agree on it."""
    breaks = structure.breaks
    if breaks is None:
        return Note(
            "drone_breaks_finding",
            f"The series has fewer than {FEWEST_PERIODS} complete months by this day: too few to look for breaks.",
        )
    lasting, others = breaks.lasting, len(breaks.found) - len(breaks.lasting)
    found = [f"{break_text(one, breaks.step)} ({len(one.found_by)} of {len(SETTINGS)})" for one in lasting]
    named = (
        f"By at least half of {len(SETTINGS)} ways of looking the level of launches changed {join_names(found)}."
        if lasting
        else f"No break of level stands under half of the {len(SETTINGS)} ways of looking."
    )
    rest = f" {plural(others, 'other place')} {'is' if others == 1 else 'are'} less firm." if others else ""
    return Finding(
        key="drone_breaks_finding",
        sentence=f"{named}{rest}",
        doubt=(
            "A break is a date on which the level changed, not a cause: nothing here shows why. Every way of "
            "looking supposes levels that jump, and a steady rise is cut into steps as well."
        ),
        value=float(len(lasting)),
        unit="breaks found by at least half of the ways of looking",
    )


def levelling_finding(structure: LaunchStructure) -> Finding | Note:
    """Whether a curve that levels off suits the whole series better than one rate, and at what ceiling."""
    found = structure.levelling
    if found is None:
        return Note(
            "drone_levelling", "No levelling curve can be fitted to the complete months of this series."
        )
    bend = "" if found.shape_told else " How sharply it bends cannot be told from these months."
    side = "above" if found.last_count > found.fit.ceiling else "below"
    return Finding(
        key="drone_levelling",
        sentence=(
            f"Over {span_text(found.first, found.last)} a curve that levels off leaves {percent(found.left_over)} of "
            f"the squared scatter that one steady rate leaves, at a ceiling of {count(found.fit.ceiling)} a month "
            f"({_ceiling_text(structure, found)}).{bend} The last month, {count(found.last_count)}, lies {side} it."
        ),
        doubt=(
            "Least squares on counts looks at the large months only, as if each erred alike and alone. A ceiling is "
            "a property of the curve, not of what is built or bought, and no forecast."
        ),
        value=float(round(found.fit.ceiling)),
        low=float(round(max(found.ceiling.lower, 0.0))),
        high=float(round(found.ceiling.upper)),
        unit="launches a month, ceiling",
    )


def rhythm_finding(structure: LaunchStructure) -> Finding | Note:
    """How far attacks fell on single nights, or that monthly counts cannot show it."""
    if not structure.years:
        return without_table("drone_rhythm_finding", "Single nights, massed attacks and weekdays")
    last = structure.years[-1]
    return Finding(
        key="drone_rhythm_finding",
        sentence=f"{_massed_sentence(last)} {_following_sentence(structure.years)} {_weekday_sentence(structure)}",
        doubt=(
            f"Massed is a rule of ours: at least {FACTOR} times the median of the attack days of the "
            f"{TRAILING} days before. A day is that on which the reported window ended, so a night belongs to its "
            "morning; two windows of one day count as one attack. A day without a row may be a day without an entry."
        ),
        value=round(100 * last.massed_launches, 1),
        unit=f"% of launches in massed attacks, {last.first.year}",
    )


def shares_finding(structure: LaunchStructure) -> Finding | Note:
    """What a comparison across the newest change of definition would show, and what it should."""
    if structure.shares is None:
        return Note(
            "drone_shares_finding",
            "By this day no count of those shot down was known, over a whole month or what is left of one, on both "
            "sides of a change in what the bulletins count as such.",
        )
    before, after = structure.shares
    return Finding(
        key="drone_shares_finding",
        sentence=(
            f"Those called shot down went from {percent(before.destroyed_share)} of the drones "
            f"({days_text(before.first, before.last)}) to {percent(after.destroyed_share)} "
            f"({days_text(after.first, after.last)}), because from {day(after.definition.starts)} the word takes "
            f"in jammed drones; with those lost to jamming counted on both sides the share went from "
            f"{percent(before.share)} to {percent(after.share)}."
        ),
        doubt="Even so adjusted, the two sides rest on different words in the bulletins.",
        value=round(100 * after.share, 1),
        unit="% neutralised",
    )


def composition_finding(structure: LaunchStructure) -> Finding | Note:
    """What share of the drones were strike drones, as far as the daily table tells."""
    told = structure.composition
    if structure.daily is None:
        return without_table("drone_composition_finding", "Strike drones and decoys")
    if not told:
        return Note("drone_composition_finding", "By this day no wave's strike drones had been told apart.")
    shares = [one.strike_share for one in told]
    months = span_text(told[0].month, told[-1].month)
    unknown = max(told, key=lambda one: (one.unknown_uav, one.month))
    return Finding(
        key="drone_composition_finding",
        sentence=(
            f"Where a bulletin's strike drones were told apart ({months}), they were {percent(min(shares))} to "
            f"{percent(max(shares))} of a month's drones; the rest were decoys or of unknown type. Drones of "
            f"unknown type that regional commands reported beside them, up to {count(unknown.unknown_uav)} in "
            f"{month(unknown.month)}, are in none of these counts."
        ),
        doubt=(
            "The numbers are round approximations by the table's author from the bulletins, for some waves only, "
            "and a decoy is told from a strike drone by the side that shot at both."
        ),
        value=round(100 * told[-1].strike_share, 1),
        unit=f"% strike drones, {month(told[-1].month)}",
    )


def without_table(key: str, what: str) -> Note:
    """That something cannot be shown from monthly counts, and how to come by it."""
    return Note(key, f"{what} cannot be shown: {REMEDY}.")


def _ceiling_text(structure: LaunchStructure, found: Levelling) -> str:
    bounds = Interval(max(found.ceiling.lower, 0.0), found.ceiling.upper)
    return f"{percent(structure.study.confidence)} interval {interval_text(bounds)}"


def _massed_sentence(year: Period) -> str:
    until = "" if (year.last.month, year.last.day) == (12, 31) else f", up to {day(year.last)},"
    return (
        f"In {year.first.year}{until} {plural(year.massed_days, 'massed attack')}, "
        f"{percent(year.massed_days / max(year.told_days, 1))} of the attack days, carried "
        f"{percent(year.massed_launches)} of the launches; the largest day counted {count(year.largest[1])} "
        f"({day(year.largest[0])})."
    )


def _following_sentence(years: Sequence[Period]) -> str:
    first, last = years[0], years[-1]
    return (
        f"{percent(last.following)} of the attack days followed straight on another, in {first.first.year} "
        f"{percent(first.following)}."
    )


def _weekday_sentence(structure: LaunchStructure) -> str:
    if not structure.weekdays:
        return "The days are too few to tell weekdays apart."
    return " ".join(_weekdays_of(test, structure.study.confidence) for test in structure.weekdays)


def _weekdays_of(test: WeekdayTest, confidence: float) -> str:
    span = days_text(test.first, test.last)
    if test.p_value >= 1 - confidence:
        return f"Over {span} weekdays do not clearly differ ({p_text(test.p_value)})."
    most, least = _extreme(test, most=True), _extreme(test, most=False)
    return f"Over {span} weekdays differ ({p_text(test.p_value)}): most on {most}, fewest on {least}."


def _extreme(test: WeekdayTest, most: bool) -> str:
    ordered = sorted(test.factors, key=lambda one: one.factor, reverse=most)
    return f"{WEEKDAYS[ordered[0].weekday]} ({count(ordered[0].factor, 2)} times a typical day)"

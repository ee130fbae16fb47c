"""The sentences of the drone report: growth, the article's pair, other windows, limits."""

from __future__ import annotations

import math

from frontledger.analysis.drones.article import ArticleFigure
from frontledger.analysis.drones.daily import has_daily
from frontledger.analysis.drones.growth import Growth, per_month
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.drone_import import caution
from frontledger.present.words.growth import (
    change_word,
    dispersion_text,
    growth_text,
    hedged,
    months_text,
    p_text,
    rates_text,
    size_text,
    span_text,
    times_text,
)
from frontledger.present.words.numbers import count, day, interval_text, join_names, month, percent, plural


def headline(study: GrowthStudy) -> Finding:
    """How fast launches grew over the window, with its interval, and how far another window moves that."""
    growth = study.log_linear
    return Finding(
        key="drone_growth",
        sentence=f"{_growth_sentence(study)} {_scatter_sentence(study)} {_windows_sentence(study)}",
        doubt=(
            f"Launched is what {study.series.claimant} said it detected: one body's count, checked by nobody. "
            "The interval tells how the months scatter around a steady rate; it knows nothing of errors in "
            f"the counts. {caution(study.ledger)}"
        ).strip(),
        value=round(100 * per_month(growth.rate), 1),
        low=round(100 * per_month(growth.rates.lower), 1),
        high=round(100 * per_month(growth.rates.upper), 1),
        unit="% a month",
    )


def window_note(study: GrowthStudy) -> Note:
    """Which months are fitted, and which of those asked for are not."""
    window = study.window
    words = [
        f"Fitted are the {plural(len(window.counts), 'complete month')} from "
        f"{span_text(window.months[0], window.months[-1])} of the series “{study.series.name}”."
    ]
    if window.partial:
        partial = join_names([month(one) for one in window.partial])
        words.append(
            f"{partial}, counted in part only, {'is' if len(window.partial) == 1 else 'are'} left out."
        )
    if window.shortened:
        words.append(
            f"The window asked for runs to {month(window.asked_end)}; on {day(study.ledger.as_of)} the "
            f"series was known to {month(window.months[-1])} only, so it ends there."
        )
    return Note("drone_window", " ".join(words))


def article_finding(study: GrowthStudy) -> Finding | Note:
    """What the article's pair gives beside the series, and whether any source gives its figures."""
    pair = study.article
    if pair is None:
        return Note(
            "drone_article",
            f"By {day(study.ledger.as_of)} the article with its pair of monthly figures had not been "
            "published.",
        )
    words = [f"The article's pair gives {_pair_words(pair.growth)}"]
    if pair.series_growth:
        words.append(f"; the series' own counts of the same months give {_pair_words(pair.series_growth)}")
    statuses = " ".join(status_sentence(figure) for figure in (pair.first, pair.last))
    return Finding(
        key="drone_article",
        sentence=f"{''.join(words)}. {statuses}",
        doubt="Two months say nothing of those between, and a pair can be picked to show almost any growth.",
        value=round(100 * per_month(pair.growth.rate), 1),
        low=round(100 * per_month(pair.rates.lower), 1),
        high=round(100 * per_month(pair.rates.upper), 1),
        unit="% a month",
    )


def status_sentence(figure: ArticleFigure) -> str:
    """Whether the ledger's sources give a figure of the article, and where the same count is found."""
    status = figure.status
    subject = f"The figure of {hedged(figure.stated, figure.qualifier)} for {month(figure.month)}"
    spread = status.spread.range
    given = f"for that month they give {interval_text(spread)}" if spread else "none counts that month"
    if status.status == "matches":
        inside = sorted({one.launched for one in status.spread.counts if one.supports(status.figure)})
        which = (
            f"{join_names([count(one) for one in inside])} {'lies' if len(inside) == 1 else 'lie'} within it"
        )
        return f"{subject} is supported by the ledger's sources: {which}; {given}."
    if status.status == "within_spread":
        return f"{subject} is given by no source of the ledger, but lies between them: {given}."
    elsewhere = join_names([month(one) for one in status.same_count_elsewhere])
    same = f" Exactly that count is found for {elsewhere}." if elsewhere else ""
    return f"{subject} is unverified: no source of the ledger gives it; {given}.{same}"


def windows_finding(study: GrowthStudy) -> Finding:
    """That the doubling time is not a property of the series, with the range over every window."""
    windows, steepest = study.windows, study.windows.growing[:1]
    falls, steeper = len(windows.falling), windows.rank(study.log_linear) - 1
    found = "".join(f" The steepest of these is {span_text(one.first, one.last)}." for one in steepest)
    return Finding(
        key="drone_windows",
        sentence=(
            f"The doubling time is not a property of the series. {_windows_sentence(study)}{found} "
            f"Over {plural(falls, 'window')} launches fell. {_steeper(steeper)} steeper than the chosen one. "
            f"{_bent_sentence(study)}"
        ),
        doubt="Windows overlap: their number says how far the answer can be moved, not how likely each is.",
        value=round(steepest[0].time, 2) if steepest else None,
        unit="months, shortest doubling time" if steepest else "",
    )


def limits_note(study: GrowthStudy) -> Note:
    """What the counts at hand, those of one party, cannot show."""
    months = len(study.series.complete)
    party = ", of a party to the war" if study.series.belligerent else ""
    held = f"The ledger holds {plural(months, 'complete monthly total')} of this series"
    daily = (
        f"{held}, and an imported table of reported windows. A window is not a wave: nothing here can show how "
        "drones were spaced within a night, or what they hit, and a day without a row may be a day without an entry. "
        if has_daily(study.ledger)
        else f"{held} and no daily ones. Nothing here can show single nights, the size of salvos, weekdays, "
        "pauses or how waves were spaced, nor how uneven the days of a month were, nor strike drones apart from "
        "decoys. "
    )
    return Note(
        "drone_limits",
        f"{daily}Decoys are counted as drones. Every count goes "
        f"back to {study.series.claimant}{party}, whose detections nobody outside has verified, so agreement "
        "between publishers is not confirmation.",
    )


def _growth_sentence(study: GrowthStudy) -> str:
    growth, change = study.log_linear, change_word(study.log_linear)
    span, went = span_text(growth.first, growth.last), "fell" if growth.falling else "grew"
    whose = f"drone launches, as counted by {study.series.claimant},"
    start = f"From {span} {whose} {went} by {size_text(growth)} a month"
    rates = f"{percent(study.confidence)} interval {rates_text(growth.rates)}"
    if growth.sign_is_clear:
        return f"{start} ({rates}), {change} every {months_text(growth.time)} months ({times_text(growth)})."
    if math.isinf(growth.times.lower):
        return f"From {span} drone launches stood still: every month counts the same."
    longer = f"{months_text(growth.times.lower)} months or longer"
    return f"{start} ({rates}, which includes no change), so the {change} time has no upper bound ({longer})."


def _scatter_sentence(study: GrowthStudy) -> str:
    """How far the counts are from chance alone, and whether they allow one rate."""
    growth = study.log_linear
    wide = f"The months scatter about that {dispersion_text(growth)} times as widely as chance alone would have them"
    bend = growth.curvature
    if bend is None:
        return f"{wide}, and are too few or too even to test for a changing rate."
    if not bend.clear(study.confidence):
        return f"{wide}, and do not refuse a steady rate ({p_text(bend.p_value)})."
    went = "slowed" if bend.change < 0 else "quickened"
    return f"{wide}, and refuse a steady rate: within the window it {went} ({p_text(bend.p_value)})."


def _windows_sentence(study: GrowthStudy) -> str:
    windows = study.windows
    number, clear = len(windows.windows), windows.growing
    if not clear:
        least = windows.minimum_months
        return f"In none of {plural(number, 'window')} of at least {least} months is growth clear."
    return (
        f"Over windows of at least {windows.minimum_months} months the doubling time runs from "
        f"{months_text(clear[0].time)} to {months_text(clear[-1].time)} months where growth is clear, "
        f"and growth is not clear in {count(number - len(clear))} of {count(number)} windows."
    )


def _bent_sentence(study: GrowthStudy) -> str:
    windows = study.windows.windows
    bent = sum(one.curvature is not None and one.curvature.clear(study.confidence) for one in windows)
    return f"A steady rate within the window is refused in {count(bent)} of {count(len(windows))}."


def _steeper(number: int) -> str:
    return (
        "No window is" if number == 0 else "One window is" if number == 1 else f"{count(number)} windows are"
    )


def _pair_words(growth: Growth) -> str:
    time = f"{change_word(growth)} in {months_text(growth.time)} months"
    return f"×{count(growth.fit, 1)}, {growth_text(growth)} a month, {time}"

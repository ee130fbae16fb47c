"""The article's two monthly figures: what they give beside the series, and what stands behind each."""

from __future__ import annotations

from frontledger.analysis.drones.article import ArticleFigure, ArticlePair
from frontledger.analysis.drones.growth import Growth
from frontledger.analysis.drones.sources import SourceCount
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.tables.drone_sources import source_line
from frontledger.present.words.growth import growth_text, hedged, rates_text, time_text
from frontledger.present.words.numbers import count, join_names, month

VERDICTS = {
    "matches": Cell("supported", tone="good"),
    "within_spread": Cell("between the sources", tone="open"),
    "no_source": Cell("unverified", tone="bad"),
}


def article_tables(study: GrowthStudy) -> tuple[Table, ...]:
    """The pair beside the series and the status of each figure; none where the article was yet to come."""
    pair = study.article
    return () if pair is None else (_pair_table(study, pair), _status_table(study, pair))


def figure_words(figure: ArticleFigure) -> str:
    """The figure as the article states it: "nearly 2,500"."""
    return hedged(figure.stated, figure.qualifier)


def _pair_table(study: GrowthStudy, pair: ArticlePair) -> Table:
    ids = f"({pair.first.article_claim_id} and {pair.last.article_claim_id} of the ledger)"
    worded = rates_text(pair.rates)
    rows = [_pair_row("The article", figure_words(pair.first), figure_words(pair.last), pair.growth, worded)]
    title = f"The article's pair gives {growth_text(pair.growth)} a month"
    if own := pair.series_growth:
        counts = [count(study.series.launched(figure.month) or 0) for figure in (pair.first, pair.last)]
        rows.append(_pair_row("The series", counts[0], counts[1], own, growth_text(own)))
        title += f", the series' own counts {growth_text(own)}"
    return Table(
        key="drone_article_pair",
        title=title,
        columns=(
            Column("Whose counts"),
            Column(month(pair.first.month), "right"),
            Column(month(pair.last.month), "right"),
            Column("Factor", "right"),
            Column("Growth a month", "right"),
            Column("As the wording allows", "right"),
            Column("Time, months", "right"),
        ),
        rows=tuple(rows),
        source=f"The article's figures {ids}. {source_line(study)}",
        note="The first growth takes the numbers as printed; the second what the words around them allow.",
    )


def _pair_row(whose: str, first: str, last: str, growth: Growth, wording: str) -> tuple[str | Cell, ...]:
    return (whose, first, last, f"×{count(growth.fit, 1)}", growth_text(growth), wording, time_text(growth))


def _status_table(study: GrowthStudy, pair: ArticlePair) -> Table:
    figures = (pair.first, pair.last)
    verdicts = [
        f"{figure_words(one)} for {month(one.month)}: {VERDICTS[one.status.status].text}" for one in figures
    ]
    return Table(
        key="drone_article_status",
        title="; ".join(verdicts),
        columns=(
            Column("The article's figure"),
            Column("Verdict"),
            Column("Counted from the published table"),
            Column("Published by others"),
            Column("Same count elsewhere"),
        ),
        rows=tuple(_status_row(figure) for figure in figures),
        source=source_line(study, published=True),
        note=(
            "Supported: a count stated without a hedge lies within the figure as worded. Unverified: no "
            "count of the month does, nor does the range of them reach the figure. The same count in "
            "another month hints at a slip, and proves none."
        ),
    )


def _status_row(figure: ArticleFigure) -> tuple[str | Cell, ...]:
    status = figure.status
    return (
        f"{figure_words(figure)} in {month(figure.month)}",
        VERDICTS[status.status],
        join_names(list(dict.fromkeys(count(one.launched) for one in status.computed))) or "none",
        _named(status.published) or "none",
        join_names([month(one) for one in status.same_count_elsewhere]) or "none",
    )


def _named(counts: tuple[SourceCount, ...]) -> str:
    return ", ".join(f"{one.name} {hedged(one.launched, one.qualifier)}" for one in counts)

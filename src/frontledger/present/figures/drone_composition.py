"""What the drones of each month were, as far as the daily table tells."""

from __future__ import annotations

from matplotlib.axes import Axes

from frontledger.analysis.drones.composition import MonthComposition
from frontledger.analysis.drones.structure import LaunchStructure
from frontledger.present.blocks import Figure
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.figures.drones import middle
from frontledger.present.tables.drone_sources import daily_line
from frontledger.present.words.growth import span_text
from frontledger.present.words.numbers import count, month, percent


def composition_blocks(structure: LaunchStructure) -> tuple[Figure, ...]:
    """The months by kind of drone, where any month tells them; else nothing."""
    return (_chart(structure, structure.composition),) if structure.composition else ()


def _chart(structure: LaunchStructure, told: tuple[MonthComposition, ...]) -> Figure:
    """Strike drones, decoys or unknown, and what is not told, month by month; unknown drones apart."""
    with style.drawing(height=2.9) as (figure, axes):
        _stacks(axes, told)
        _names(axes, told)
        style.count_axis(axes)
        style.date_axis(axes)
        drawn = style.svg(figure)
    shares = [one.strike_share for one in told]
    return Figure(
        key="drone_composition",
        title=f"{percent(min(shares))} to {percent(max(shares))} of a month's drones, where told, were strike drones",
        units="Drones launched a month",
        alt=_alt(told),
        source=daily_line(structure.study.ledger),
        svg=drawn,
        note=(
            "Hollow: waves whose strike drones nobody counted apart; months of such waves alone are left out. "
            "Diamonds: drones of unknown type, in no column."
        ),
        data_csv=csv_text(
            ("month", "launched", "strike", "decoy_or_unknown", "not_told", "unknown_uav_apart"),
            (
                (f"{one.month:%Y-%m}", one.launched, one.strike, one.decoy_or_unknown, one.launched - one.told,
                 one.unknown_uav)
                for one in told
            ),
        ),
    )  # fmt: skip


def _stacks(axes: Axes, told: tuple[MonthComposition, ...]) -> None:
    days = [middle(one.month) for one in told]
    axes.bar(days, [one.strike for one in told], width=24, color=style.SERIES[0])
    axes.bar(
        days,
        [one.decoy_or_unknown for one in told],
        bottom=[one.strike for one in told],
        width=24,
        color=style.SERIES[0],
        alpha=0.35,
    )
    partly = [one for one in told if one.launched > one.told]
    axes.bar(
        [middle(one.month) for one in partly],
        [one.launched - one.told for one in partly],
        bottom=[one.told for one in partly],
        width=24,
        facecolor="none",
        edgecolor=style.SERIES[0],
        linewidth=0.8,
        linestyle=(0, (2, 1.5)),
    )
    axes.plot(
        days, [one.unknown_uav for one in told], marker="D", color=style.SERIES[3], linestyle="none",
        markeredgecolor="white", markersize=5,
    )  # fmt: skip


def _names(axes: Axes, told: tuple[MonthComposition, ...]) -> None:
    last, at = told[-1], middle(told[-1].month) + 12
    heights = (
        (last.strike / 2, "strike drones"),
        (last.strike + last.decoy_or_unknown / 2, "decoys or unknown"),
    )
    labels = [style.LineLabel(at, height, words, "nis") for height, words in heights]
    labels.append(style.LineLabel(at, last.unknown_uav, "unknown, apart", "hur"))
    style.label_lines(axes, labels)


def _alt(told: tuple[MonthComposition, ...]) -> str:
    values = "; ".join(
        f"{month(one.month)} {count(one.strike)} of {count(one.told)} told ({percent(one.strike_share)}), of "
        f"{count(one.launched)} launched, unknown apart {count(one.unknown_uav)}"
        for one in told
    )
    span = span_text(told[0].month, told[-1].month)
    return f"Stacked column chart of drones by kind, {span}. Strike drones: {values}."

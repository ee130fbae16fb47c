"""What settled axes keep is what they would find anew."""

from contextlib import nullcontext

import pytest
from matplotlib.axes import Axes

from frontledger.present.drawing import style
from frontledger.present.drawing.axes import HouseAxes, settled


def chart():
    with style.panels(2, 2, height=3.0, share_y=True) as (figure, grid):
        for place, axes in enumerate(grid):
            axes.plot([19_000 + place, 20_100], [3, 12_000])
            axes.set_title(f"panel {place}")
            style.count_axis(axes)
        grid[3].text(0, 1.1, "outside", transform=grid[3].transAxes)
        style.date_axis(grid[2])
        style.lay_out(figure)
        grid[0].annotate("far to the left", (0, 0.5), xytext=(-60, 0), textcoords="offset points")
        return style.svg(figure)


def test_kept_ticks_change_no_byte(monkeypatch):
    drawn = chart()
    monkeypatch.setattr(style, "settled", lambda figure: nullcontext())
    assert drawn == chart()


def test_axes_that_are_being_drawn_on_keep_nothing():
    with style.drawing() as (figure, axes):
        axes.plot([0, 1], [0, 1])
        style.lay_out(figure)
        before = [tick.get_loc() for tick in axes.yaxis._update_ticks()]
        axes.set_yticks([0.25, 0.75])
        assert [tick.get_loc() for tick in axes.yaxis._update_ticks()] == [0.25, 0.75] != before


def test_an_axis_that_moves_is_measured_anew():
    with style.drawing() as (figure, axes), settled(figure):
        assert isinstance(axes, HouseAxes)
        figure.canvas.get_renderer()  # from here on a point is a pixel
        before = axes.xaxis.get_tightbbox()
        assert axes.xaxis.get_tightbbox() is before
        axes.set_position((0.3, 0.3, 0.4, 0.4))
        moved = axes.xaxis.get_tightbbox()
    assert moved is not None
    assert moved.bounds != before.bounds


@pytest.mark.parametrize("name", ["xaxis", "yaxis"])
def test_our_axes_have_the_spines_of_matplotlibs(name):
    with style.drawing() as (figure, axes):
        plain = Axes(figure, (0, 0, 1, 1))
        ours = {side: getattr(spine.axis, "axis_name", "") for side, spine in axes.spines.items()}
        assert ours == {side: getattr(spine.axis, "axis_name", "") for side, spine in plain.spines.items()}
        assert getattr(axes, name).axis_name == getattr(plain, name).axis_name

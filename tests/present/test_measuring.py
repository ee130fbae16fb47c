"""Words are measured one by one; the sum must be what matplotlib measures for the whole line."""

import io

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from frontledger.present.drawing import measuring, style

LINES = (
    "NIS (South Korea): about 11,000",
    "Ukrainian intelligence, 5 Nov 2024: at least 10,000",
    "AV To Ty, P. fi ff fl 1/2 “quoted” – 3–5 × 10",
    " a  b ",
    "–",
    "Łódź Çağ Кіровоград Ελλάδα",
    " ",
    "",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("weight", ["normal", "semibold"])
@pytest.mark.parametrize("size", [8.5, 7.0])
def test_a_line_is_as_wide_as_its_words_and_blanks(line, weight, size):
    with mpl.rc_context(style._settings()):
        prop = FontProperties(size=size, weight=weight)
        whole = text_to_path.get_text_width_height_descent(line, prop, False)
        assert measuring.extent(line, prop) == whole


def test_a_letter_our_face_lacks_is_left_to_matplotlib():
    with mpl.rc_context(style._settings()):
        assert measuring.extent("조선 1", FontProperties()) is None


def test_several_lines_are_as_high_as_without_our_measuring():
    with style.drawing() as (figure, axes):
        text = axes.text(0.5, 0.5, "Jan\n2025", transform=axes.transAxes)
        plain = RendererSVG(*figure.get_size_inches() * 72, io.StringIO())
        ours = text.get_window_extent(figure.canvas.get_renderer())
        assert ours.bounds == text.get_window_extent(plain).bounds

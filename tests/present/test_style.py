"""The house style: colours that can be told apart, figures the same each time, labels that do not collide."""

import datetime as dt
import itertools
import math
import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.ledger import Interval
from frontledger.present import fragments
from frontledger.present.drawing import palette, style
from frontledger.present.drawing.labels import spread

SIGHT = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour):
    values = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    light, dark = sorted(
        (float(np.array([0.2126, 0.7152, 0.0722]) @ linear(c)) for c in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def variables(sheet):
    return dict(re.findall(r"--fl-([\w-]+): (#[0-9a-f]{6})", sheet))


def dark_variables():
    from frontledger.publish.html import TEMPLATES

    page = (TEMPLATES / "page.css").read_text()
    return variables(page[page.index("prefers-color-scheme: dark") : page.index("*, *::before")])


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
def test_any_two_series_colours_can_be_told_apart(sight, light):
    colours = palette.SERIES if light else [dark_variables()[f"series-{n}"] for n in range(1, 9)]
    seen = [lab(np.array(SIGHT[sight]) @ linear(colour)) for colour in colours]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 19


def test_words_and_lines_have_contrast_on_light_and_dark():
    light, dark = variables(fragments.sheet()), dark_variables()
    for values, paper in ((light, "#fffefb"), (dark, dark["paper"])):
        for name, colour in values.items():
            if name.startswith("word") or name in ("ink", "muted", "accent", "link", "good"):
                assert contrast(colour, paper) >= 4.5, name
                assert contrast(colour, values["wash"]) >= 4.5, name
            elif name.startswith("series"):
                assert contrast(colour, paper) >= 3, name


def test_the_sheets_and_the_style_file_say_the_palette():
    light, dark = variables(fragments.sheet()), dark_variables()
    for colour, name in palette.VARIABLES.items():
        assert light[name] == colour
        assert name in dark
    with style.drawing() as (_figure, axes):
        cycle = tuple(item["color"] for item in mpl.rcParams["axes.prop_cycle"])
        assert tuple(f"#{colour}".replace("##", "#") for colour in cycle) == palette.SERIES
        assert axes.yaxis.label.get_color() in (f"#{palette.MUTED[1:]}", palette.MUTED[1:])


def test_bodies_that_meet_differ_in_colour_or_marker():
    pairs = list(palette._ASSIGNED.values())
    assert len(set(pairs)) == len(pairs)
    assert palette.colour_of("a body nobody knows") in palette.SERIES
    assert palette.marker_of("a body nobody knows") in palette.MARKERS


def chart(texts=("NIS", "HUR")):
    with style.drawing(height=2.6) as (figure, axes):
        dates = [dt.date(2024, 10, 18), dt.date(2025, 1, 13), dt.date(2025, 4, 30)]
        for place, text in enumerate(texts):
            counts = [1500 + place, 3000 + place, 15000 + place]
            axes.step(dates, counts, where="post", color=style.colour_of(text), marker=style.marker_of(text))
        style.whisker(axes, dt.date(2025, 2, 1), Interval(4000, math.inf), "jcs")
        style.count_axis(axes)
        style.date_axis(axes)
        style.label_lines(
            axes, [style.LineLabel(dates[-1], 15000 + place, text, text) for place, text in enumerate(texts)]
        )
    return style.svg(figure)


def test_the_same_figure_gives_the_same_bytes_and_keeps_its_words():
    first = chart()
    assert first == chart()
    words = [element.text for element in ET.fromstring(first).iter() if element.tag.endswith("text")]
    assert {"15,000", "NIS", "HUR", "Jan"} <= set(words)
    assert "2024-" not in first
    assert "<dc:date" not in first
    assert re.findall(r"font-family[=:][^>;]*?(?=['\"] )", first) == [
        "font-family=\"'Source Sans 3', sans-serif"
    ]


def test_hatches_clips_and_markers_keep_what_they_refer_to():
    with style.drawing() as (figure, axes):
        axes.bar([1, 2], [3, 4], hatch="//", color=style.ACCENT)
        axes.plot([1, 2], [3, 4], marker="o")
    root = ET.fromstring(style.svg(figure))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    values = [value for element in root.iter() for value in element.attrib.values()]
    referred = set(re.findall(r"(?:url\(#|^#)(e\d+)", "\n".join(values), re.MULTILINE))
    assert referred == set(ids)
    assert len(ids) == len(set(ids)) >= 3


def test_every_colour_of_a_figure_is_one_a_dark_page_can_change():
    colours = set(re.findall(r"#[0-9a-f]{6}", chart(("nis", "hur", "jcs", "zelensky"))))
    assert colours <= set(palette.VARIABLES)


def test_the_fonts_are_ours():
    chart()
    found = mpl.font_manager.findfont("Source Sans 3", fallback_to_default=False)
    assert found.endswith("present/fonts/SourceSans3-Regular.ttf")


def boxes(svg):
    """Places of the names in a chart: x, y of each text that is no tick."""
    texts = [element for element in ET.fromstring(svg).iter() if element.tag.endswith("text")]
    return [(float(e.get("x")), float(e.get("y")), e.text) for e in texts if e.text.startswith("Body")]


def test_names_of_lines_that_end_together_do_not_overlap():
    placed = boxes(chart(tuple(f"Body {letter}" for letter in "ABCDEF")))
    assert len(placed) == 6
    for (x1, y1, _), (x2, y2, _) in itertools.combinations(placed, 2):
        assert abs(y1 - y2) > 8 or abs(x1 - x2) > 20


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(5, 30)), min_size=1, max_size=12),
)
def test_spread_names_never_overlap_and_keep_their_order(items):
    ends, heights = [end for end, _ in items], [height for _, height in items]
    middles = spread(ends, heights)
    order = sorted(range(len(ends)), key=lambda place: (ends[place], place))
    for below, above in itertools.pairwise(order):
        assert middles[above] - middles[below] >= (heights[above] + heights[below]) / 2 - 1e-6
    assert np.mean(middles) == pytest.approx(np.mean(ends), abs=max(heights) * len(ends))


def ticks(start, end, width="page"):
    with style.drawing(width=width, height=2) as (figure, axes):
        axes.plot([start, end], [1, 2])
        style.date_axis(axes)
        figure.draw_without_rendering()
        low, high = axes.get_xlim()
        places = axes.get_xticks()
        words = [tick.get_text() for tick in axes.get_xticklabels()]
    return [word for place, word in zip(places, words, strict=True) if low <= place <= high]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2024, 10, 1), dt.date(2025, 3, 1), ["Oct\n2024", "Nov", "Dec", "Jan\n2025", "Feb", "Mar"]),
        (dt.date(2020, 6, 1), dt.date(2026, 6, 1), ["2021", "2022", "2023", "2024", "2025", "2026"]),
    ],
)
def test_dates_are_named_by_month_with_the_year_once(start, end, expected):
    assert ticks(start, end) == expected


def test_a_narrow_axis_gets_fewer_dates():
    span = dt.date(2024, 10, 1), dt.date(2026, 2, 1)
    assert 2 <= len(ticks(*span, width="half")) < len(ticks(*span))


def test_a_count_axis_starts_at_zero_unless_something_lies_below():
    with style.drawing() as (_figure, axes):
        axes.plot([1, 2], [3000, 4000])
        style.count_axis(axes)
        assert axes.get_ylim()[0] == 0
    with style.drawing() as (_figure, axes):
        axes.plot([1, 2], [-300, 4000])
        style.count_axis(axes)
        assert axes.get_ylim()[0] < -300


def test_a_claim_without_an_upper_bound_is_drawn_with_an_arrow():
    def arrows(interval):
        with style.drawing() as (_figure, axes):
            style.whisker(axes, 1, interval, "nis")
            return [text.arrow_patch for text in axes.texts]

    assert len(arrows(Interval(3000, math.inf))) == 1
    assert arrows(Interval(3000, 4000)) == []

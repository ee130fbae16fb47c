"""A drawing made lean is the same drawing: marks, styles and curves are said once and as briefly as they can be."""

import re

from frontledger.present.drawing.svg_path import short_path
from frontledger.present.drawing.svg_text import lean

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 90">'
    "<metadata></metadata><defs><style></style></defs>"
)


def made(body: str) -> str:
    return lean(f"{HEAD}{body}</svg>")


def test_marks_that_are_alike_are_kept_once():
    marks = "".join(
        f'<defs><path id="m{place}" d="M 0 0 L 9 0 L 9 9 z" style="stroke: #ffffff"/></defs>'
        f'<use xlink:href="#m{place}" x="{place}1" y="2" style="fill: #004dab"/>'
        for place in range(3)
    )
    text = made(marks)
    assert text.count("<path") == 1
    assert re.findall(r'href="#(\w+)"', text) == ["e1"] * 3


def test_what_neighbours_have_in_common_is_said_once_and_nothing_is_lost():
    lines = "".join(
        f'<path d="M 1 {place} L 9 {place}" style="stroke: {colour}; stroke-opacity: 0.55; stroke-width: 2.2"/>'
        for place, colour in enumerate(("#004dab", "#d44f3a", "#004dab"))
    )
    text = made(lines)
    assert text.count("stroke-opacity:.55;stroke-width:2.2") == 1
    assert re.findall(r"stroke:(#\w+)", text) == ["#004dab", "#d44f3a", "#004dab"]


def test_only_a_straight_line_goes_without_saying_that_it_is_not_filled():
    straight = made('<path d="M 1 1 L 9 7" style="fill: none; stroke: #000000; stroke-linejoin: miter"/>')
    assert 'style="stroke:#000000"' in straight
    bent = made('<path d="M 1 1 L 9 1 L 9 9" style="fill: none; stroke: #000000"/>')
    assert "fill:none" in bent


def test_what_is_neither_filled_nor_drawn_is_left_out():
    assert "<path" not in made('<path d="M 0 9 L 9 9 L 9 0 z" style="fill: none"/>')


def test_a_path_is_the_same_whichever_way_is_shorter():
    def places(data: str) -> list[tuple[float, float]]:
        at, found = (0.0, 0.0), []
        for letter, numbers in re.findall(r"([MLHVmlhv])([^A-Za-z]*)", data):
            values = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
            base = at if letter.islower() else (0.0, 0.0)
            while values:
                base = at if letter.islower() else (0.0, 0.0)
                if letter in "Hh":
                    at = (base[0] + values.pop(0), at[1])
                elif letter in "Vv":
                    at = (at[0], base[1] + values.pop(0))
                else:
                    at = (base[0] + values.pop(0), base[1] + values.pop(0))
                found.append((round(at[0], 1), round(at[1], 1)))
        return found

    corners = [(400.1, 300.2), (401.3, 300.2), (401.3, 312.7), (405.4, 299.8), (399.9, 305.5)]
    data = "M " + " L ".join(f"{x} {y}" for x, y in corners)
    short = short_path(data)
    assert re.search("[lhv]", short) and len(short) < len(data.replace(" L ", "L"))
    assert places(short) == corners

"""A drawing made fit for a page: only harmless elements, ids of its own, colours that follow the page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import lru_cache

from frontledger.present.drawing.palette import VARIABLES

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = frozenset(
    """
    svg g defs path rect circle ellipse line polyline polygon text tspan use clipPath title desc
    linearGradient stop pattern
    """.split()  # noqa: SIM905
)
_ATTRIBUTES = frozenset(
    """
    id class style d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height viewBox version transform points
    clip-path clip-rule clipPathUnits fill fill-opacity fill-rule opacity stroke stroke-width stroke-opacity
    stroke-linejoin stroke-linecap stroke-dasharray stroke-dashoffset offset stop-color stop-opacity
    gradientUnits patternUnits font-family font-size font-weight font-style text-anchor href
    """.split()  # noqa: SIM905
) | {_XLINK_HREF}
_OUTSIDE = re.compile(r"url\(\s*(?!['\"]?#)|\\|@|/\*|expression|javascript:", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")


class UnsafeDrawingError(ValueError):
    """A drawing holds something that has no place in one: a script, a handler, a link to elsewhere."""


def check(svg: str) -> None:
    """Raises UnsafeDrawingError unless every element, attribute and reference of the drawing is on the list.

    >>> check('<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0"/></svg>')
    """
    _parsed(svg)


def inline(svg: str, prefix: str, alt: str) -> str:
    """The drawing as part of a page: its ids begin with `prefix`, `alt` names it, its colours are the page's.

    UnsafeDrawingError as for `check`.
    """
    root = _parsed(svg)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            element.set(name.replace(_XLINK_HREF, "href"), _on_page(name, value, prefix))
    root.attrib.pop("height", None)
    root.attrib.pop("width", None)
    root.attrib |= {"class": "fl-half" if is_half(svg) else "fl-wide", "role": "img", "aria-label": alt}
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")


def is_half(svg: str) -> bool:
    """Whether the drawing was made for half the width of a page."""
    return float(_parsed(svg).get("viewBox", "0 0 482 0").split()[2]) <= _HALF_PAGE


_HALF_PAGE = 300
"""Points."""


@lru_cache(maxsize=64)
def _checked(svg: str) -> None:
    if "<!" in svg or "<?" in svg.removeprefix("<?xml"):
        raise UnsafeDrawingError("a drawing holds a declaration or comment; pass what style.svg gave")
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as problem:
        raise UnsafeDrawingError(f"a drawing is not well-formed SVG: {problem}") from problem
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        if name not in _ELEMENTS or (element is root) != (name == "svg"):
            raise UnsafeDrawingError(
                f"a drawing holds the element {name}; allowed are {', '.join(sorted(_ELEMENTS))}"
            )
        for attribute, value in element.attrib.items():
            _check_attribute(attribute, value)
    _check_uses(root)


def _check_uses(root: ET.Element) -> None:
    """Parts that use parts that use parts would multiply with every step."""
    parts = {element.get("id"): element for element in root.iter() if element.get("id")}
    used = {(use.get("href") or use.get(_XLINK_HREF) or "")[1:] for use in root.iter(f"{_SVG}use")}
    for name in used & parts.keys():
        if next(parts[name].iter(f"{_SVG}use"), None) is not None:
            raise UnsafeDrawingError(
                f"a drawing uses its part {name}, which uses others; draw it where it is used"
            )


def _check_attribute(name: str, value: str) -> None:
    if name not in _ATTRIBUTES:
        raise UnsafeDrawingError(f"a drawing holds the attribute {name}, which is not among those allowed")
    if name in ("href", _XLINK_HREF) and not value.startswith("#"):
        raise UnsafeDrawingError(f"a drawing links to {value!r}; only its own parts, #..., may be linked")
    if _OUTSIDE.search(value):
        raise UnsafeDrawingError(f"a drawing reaches outside itself in {name}: {value!r}")


def _parsed(svg: str) -> ET.Element:
    _checked(svg)
    return ET.fromstring(svg)


def _on_page(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return f"{prefix}-{value}"
    if name in ("href", _XLINK_HREF):
        return f"#{prefix}-{value[1:]}"
    value = _REFERENCE.sub(lambda found: f"url(#{prefix}-{found[1]})", value)
    return _COLOUR.sub(lambda found: _variable(found[0]), value) if name == "style" else value


def _variable(colour: str) -> str:
    return f"var(--fl-{VARIABLES[colour]})" if colour in VARIABLES else colour

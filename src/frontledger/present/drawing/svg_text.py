"""The SVG matplotlib writes, made lean: the same drawing without dates, chance names and repetition."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

NAMESPACE = "http://www.w3.org/2000/svg"

_HEADER = re.compile(
    r".*?(<svg[^>]*)>\s*<metadata>.*?</metadata>\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL
)
_ROOT = (
    r"\1 stroke-linejoin='round' stroke-linecap='butt' "
    r"""font-family="'Source Sans 3', sans-serif" font-size="8.5px">"""
)
_REPEATED = re.compile(r"font-size: 8\.5px;? ?|font-family: 'Source Sans 3', 'DejaVu Sans', sans-serif;? ?")
_TURN_BY_NOTHING = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
_TAG = re.compile(r"<[^>]+>")
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def lean(text: str) -> str:
    """The drawing with coordinates to a hundredth of a point and only the ids and groups that do something.

    What all tags repeat (the type face and size, how lines join) is said once at the top. The style
    element is left out, since inside a page it would reach beyond the drawing.
    """
    text = _HEADER.sub(_ROOT, text, count=1).replace("xlink:href", "href")
    root = ET.fromstring(_TAG.sub(lambda found: _short(found[0]), text))
    _renumber(root)
    _flatten(root)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        element.text = element.text if (element.text or "").strip() else None
        element.tail = None
    root.set("xmlns", NAMESPACE)
    return ET.tostring(root, encoding="unicode")


def _short(tag: str) -> str:
    tag = _REPEATED.sub("", _TURN_BY_NOTHING.sub("", " ".join(tag.split())))
    tag = tag.replace("; ", ";").replace(' style=""', "")
    return _LONG_DECIMAL.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), tag)


def _renumber(root: ET.Element) -> None:
    """Leaves ids only where something refers to them, numbered in the order of the references."""
    references = [name for element in root.iter() for item in element.items() for name in _referred(*item)]
    names = {name: f"e{number}" for number, name in enumerate(dict.fromkeys(references), 1)}
    for element in root.iter():
        name = element.attrib.pop("id", "")
        if name in names:
            element.set("id", names[name])
        for key, value in element.items():
            for target in _referred(key, value):
                element.set(key, value.replace(f"#{target}", f"#{names[target]}"))


def _referred(key: str, value: str) -> list[str]:
    return [value[1:]] if key == "href" else _REFERENCE.findall(value)


def _flatten(parent: ET.Element) -> None:
    """Puts the contents of groups that say nothing in the place of the group."""
    children: list[ET.Element] = []
    for child in parent:
        _flatten(child)
        is_bare = child.tag == f"{{{NAMESPACE}}}g" and not child.attrib
        children.extend(list(child) if is_bare else [child])
    parent[:] = children

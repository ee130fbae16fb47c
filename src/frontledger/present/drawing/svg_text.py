"""The SVG matplotlib writes, made lean: the same drawing without dates, chance names and repetition."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import groupby

from frontledger.present.drawing.svg_path import short_path

NAMESPACE = "http://www.w3.org/2000/svg"
_GROUP, _PATH, _USE = f"{{{NAMESPACE}}}g", f"{{{NAMESPACE}}}path", f"{{{NAMESPACE}}}use"
_DEFS = f"{{{NAMESPACE}}}defs"
_AXIS = {_USE: 1, f"{{{NAMESPACE}}}text": 2}
_GOES = re.compile(r"[LHVCQlhvcq]|^M[^ -]+[ -][^ -]+[ -]")
_WORTH_A_GROUP = 3
_WORTH_SHARING = 20
"""Letters of style."""

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
_WIDE = re.compile(r"-?\d{2,}\.\d{2,}")
_PLACES = frozenset(("x", "y", "width", "height"))
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
_LINE = re.compile(rf"M[^A-Za-z]+(?:[HVhv]{_NUMBER}|[Ll]{_NUMBER} ?{_NUMBER})$")
_UNSAID = frozenset(("stroke-dashoffset:0", "text-anchor:start"))
_OF_AREAS = frozenset(("fill:none", "stroke-linejoin:miter", "stroke-linejoin:round"))
_LEADING_NOUGHT = re.compile(r"(?<![\d.])0(\.\d)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def lean(text: str) -> str:
    """The drawing with coordinates no finer than is seen, and only the ids and groups that do something.

    What all tags repeat (the type face and size, how lines join) is said once at the top, and so is an area
    to which neighbours are cut. The style element is left out, since inside a page it would reach beyond
    the drawing.
    """
    text = _HEADER.sub(_ROOT, text, count=1).replace("xlink:href", "href")
    root = ET.fromstring(_TAG.sub(lambda found: _short(found[0]), text))
    _sort_axes(root)
    _renumber(root)
    _flatten(root)
    _hoist(root)
    for element in root.iter():
        _shorten(element)
    _drop_nothing(root)
    _spare_marks(root)
    _merge_marks(root)
    _gather(root, "clip-path", 1)
    for group in [root, *root.iter(_GROUP)]:
        _gather(group, "style", _WORTH_A_GROUP)
    for group in [root, *root.iter(_GROUP)]:
        _share(group)
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


def _sort_axes(root: ET.Element) -> None:
    """Puts the grid of every axis first, then its ticks, then its words, so that like stands beside like."""
    for group in root.iter(_GROUP):
        if group.get("id", "").startswith("matplotlib.axis"):
            for inner in group.iter(_GROUP):
                inner.attrib.pop("id", None)
            _flatten(group)
            group[:] = sorted(group, key=lambda child: (_AXIS.get(child.tag, 0), child.get("style", "")))


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


def _hoist(root: ET.Element) -> None:
    """Puts all that is only referred to at the top, so that it parts no neighbours."""
    every = ET.Element(_DEFS)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag == _DEFS]:
            every.extend(list(child))
            parent.remove(child)
    if len(every):
        root.insert(0, every)


def _drop_nothing(parent: ET.Element) -> None:
    """Leaves out paths that go nowhere, and those that are neither filled nor drawn."""
    parent[:] = [child for child in parent if child.tag != _PATH or _is_seen(child)]
    for child in parent:
        _drop_nothing(child)


def _is_seen(path: ET.Element) -> bool:
    return path.get("style") != "fill:none" and bool(_GOES.search(path.get("d", "")))


def _spare_marks(root: ET.Element) -> None:
    """Leaves out what a use of a mark says and the mark says itself."""
    own = {mark.get("id"): frozenset(mark.get("style", "").split(";")) for mark in root.iter(_PATH)}
    for use in root.iter(_USE):
        known = own.get(use.get("href", "")[1:], frozenset())
        said = [one for one in use.get("style", "").split(";") if one and one not in known]
        use.attrib.pop("style", None)
        if said:
            use.set("style", ";".join(said))


def _merge_marks(root: ET.Element) -> None:
    """Keeps one of several marks or areas that are alike, and numbers anew what is left."""
    kept: dict[bytes, str] = {}
    names: dict[str, str] = {}
    for marks in root.iter(_DEFS):
        for mark in list(marks):
            name = mark.attrib.pop("id")
            names[name] = kept.setdefault(ET.tostring(mark), name)
            mark.set("id", name)
            if names[name] != name:
                marks.remove(mark)
    for element in root.iter():
        for key, value in element.items():
            for target in _referred(key, value):
                element.set(key, value.replace(f"#{target}", f"#{names[target]}"))
    _renumber(root)


def _gather(parent: ET.Element, name: str, least: int) -> None:
    """Puts at least so many neighbours with one attribute of the same value into a group that has it."""
    runs = [(value, list(run)) for value, run in groupby(parent, key=lambda child: _shared(child, name))]
    children: list[ET.Element] = []
    for value, run in runs:
        if value is None or len(run) < least:
            children += run
            continue
        group = ET.Element(_GROUP, {name: value})
        for child in run:
            del child.attrib[name]
            is_bare = child.tag == _GROUP and not child.attrib
            group.extend(list(child) if is_bare else [child])
        children.append(group)
    parent[:] = children


def _share(parent: ET.Element) -> None:
    """Puts neighbours whose styles have much in common into a group that says that once."""
    children: list[ET.Element] = []
    run: list[ET.Element] = []
    common: list[str] = []
    for child in parent:
        own = (_shared(child, "style") or "").split(";")
        both = [one for one in common if one in own]
        if (run and len(run) > 1 and both != common) or len(";".join(both)) < _WORTH_SHARING:
            children += _said_once(run, common)
            run, both = [], own
        run, common = [*run, child], both
    parent[:] = children + _said_once(run, common)


def _said_once(run: list[ET.Element], common: list[str]) -> list[ET.Element]:
    if len(run) < _WORTH_A_GROUP:
        return run
    group = ET.Element(_GROUP, {"style": ";".join(common)})
    for child in run:
        left = [one for one in child.attrib.pop("style").split(";") if one not in common]
        if left:
            child.set("style", ";".join(left))
        group.append(child)
    return [group]


def _shared(element: ET.Element, name: str) -> str | None:
    """The value a group could have in the element's place; None where that would not be the same."""
    value = element.get(name)
    moved = name == "clip-path" and element.get("transform")
    return None if value is None or moved or ";opacity" in f";{value}" else value


def _shorten(element: ET.Element) -> None:
    """Writes an element's numbers and styles as briefly as they can be read."""
    for name, value in list(element.items()):
        if name == "d":
            element.set(name, short_path(value))
        elif name == "style":
            element.set(name, _short_style(value, is_line=bool(_LINE.match(element.get("d", "")))))
        elif name in _PLACES or name == "transform":
            element.set(name, _WIDE.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value))


def _short_style(style: str, *, is_line: bool) -> str:
    """A style without what goes without saying; a straight line has no corners and nothing to fill."""
    said = style.replace(": ", ":").rstrip(";").split(";")
    silent = _UNSAID | (_OF_AREAS if is_line else frozenset())
    return ";".join(_LEADING_NOUGHT.sub(r"\1", one) for one in said if one not in silent)

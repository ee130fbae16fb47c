"""What an attack leaves in a published file, if it works: whatever in it acts, loads or leads away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

ACTING = (
    "script",
    "iframe",
    "object",
    "embed",
    "img",
    "image",
    "form",
    "base",
    "link",
    "audio",
    "video",
    "foreignobject",
)
ADDRESSES = (
    "href",
    "xlink:href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "ping",
    "background",
)
PDF_ACTING = (
    "/JS",
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/RichMedia",
    "/Movie",
)
CSP = "default-src 'none'"


def in_page(text: str, known: set[str], scripts: int = 0) -> list[str]:
    """What acts, loads or leads to an address that is not known; `scripts` of our own may be there."""
    page = BeautifulSoup(text, "html.parser")
    loot = [tag.name for tag in page.find_all(ACTING) if tag.name != "script"]
    found = page.find_all("script")
    loot += ["script"] * (len(found) - scripts)
    policies = page.find_all("meta", attrs={"http-equiv": True})
    if [meta["http-equiv"].lower() for meta in policies] != [
        "content-security-policy"
    ] or CSP not in policies[0]["content"]:
        loot.append(f"policy {policies}")
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            words = " ".join(value) if isinstance(value, list) else str(value)
            if name.lower().startswith("on") or (
                name.lower() in ("srcdoc", "http-equiv") and tag.name != "meta"
            ):
                loot.append(f"{tag.name} {name}={words}")
            if name.lower() in ADDRESSES and not _is_ours(words, known):
                loot.append(f"{tag.name} {name}={words[:200]}")
            if name.lower() == "style" and any(
                word in words.lower() for word in ("url(http", "expression", "import")
            ):
                loot.append(f"{tag.name} style={words[:200]}")
    return loot


def _is_ours(address: str, known: set[str]) -> bool:
    return address.startswith(("#", "data:text/csv;charset=utf-8,")) or address in known


def in_pdf(data: bytes, known: set[str]) -> list[str]:
    """What acts, leads to an address that is not known, or is a file that is not ours."""
    reader = PdfReader(io.BytesIO(data))
    loot = [f"file {name}" for name in reader.attachments if not _is_file_of_ours(name)]
    for number in range(1, int(reader.trailer["/Size"])):
        loot += _acting(reader.get_object(IndirectObject(number, 0, reader)), known)
    return loot


def _is_file_of_ours(name: str) -> bool:
    plain = name.replace("-", "").replace("_", "").removesuffix(".csv").isalnum()
    return name == "provenance.json" or (plain and name.startswith("figure-"))


def _acting(item: object, known: set[str]) -> Iterator[str]:
    if isinstance(item, DictionaryObject):
        for name, value in item.items():
            if name in PDF_ACTING or value in PDF_ACTING or (name == "/AA"):
                yield f"{name} {value}"[:200]
            if name == "/URI" and isinstance(value, str) and value not in known:
                yield f"/URI {value}"[:200]
            if not isinstance(value, IndirectObject):
                yield from _acting(value, known)
    elif isinstance(item, ArrayObject):
        for value in item:
            if not isinstance(value, IndirectObject):
                yield from _acting(value, known)


def formulas(text: str) -> list[str]:
    """The cells of a CSV text that a spreadsheet would run."""
    cells = (cell for row in csv.reader(io.StringIO(text)) for cell in row)
    return [
        cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _is_number(cell)
    ]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def words_of_pdf(path: Path) -> str:
    """The words of all pages without blanks, which a PDF does not keep where a line breaks."""
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    return "".join(text.split()).replace("\u200b", "")

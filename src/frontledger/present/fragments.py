"""Blocks as HTML fragments and as plain text: what JupyterLab shows, and what the page is made of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from frontledger.present.drawing import inline_svg
from frontledger.present.words.numbers import MONTHS, curly

if TYPE_CHECKING:
    from frontledger.present.blocks import Block, Cell, Table

TEMPLATES = Path(__file__).parent / "templates"

_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_WHOLE = re.compile(
    rf"\d[\d,.]*–\d[\d,.]*%?|\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b"
    rf"|\b\d{{1,2}} (?:{'|'.join(name[:3] for name in MONTHS)}) \d{{4}}\b"
)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%”][.?!]) (?=[A-Z“\"])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHOWN_CELL = 60
_MOST_IN_WORDS = 12
"""Claims behind one block that are told in words; of more the ids alone lead to their rows."""
_MOST_IN_WORDS = 12
"""Claims behind a block that are each told in words; of more, the numbers lead to the rows that tell them."""

_MOST_ROWS = 80
"""Rows of a figure's data that are shown; more can only be saved."""


class ClaimInBrief(NamedTuple):
    """A claim in a few words: who made it, and when and what it said."""

    who: str
    told: str


def html(
    block: Block, anchor: str = "", known_claims: Mapping[str, ClaimInBrief] = MappingProxyType({})
) -> str:
    """The block as a fragment of HTML; everything in it is text.

    `anchor` is the id it gets, its kind and key if none is given; `known_claims` are those the page lists:
    they become links to their rows.
    """
    kind = type(block).__name__.lower()
    return _environment.get_template(f"{kind}.html").render(
        block=block, anchor=anchor or anchor_of(block), known_claims=known_claims
    )


def lab(block: Block) -> str:
    """The fragment with the sheet it needs where there is no page around it."""
    own = (TEMPLATES / "lab.css").read_text(encoding="utf-8")
    return f'<div class="fl-lab"><style>{sheet()}{own}</style>{html(block)}</div>'


def sheet() -> str:
    """The style sheet of the blocks."""
    return (TEMPLATES / "block.css").read_text(encoding="utf-8")


def plain(block: Block) -> str:
    """The block as plain text.

    >>> from frontledger.present.blocks import Finding
    >>> print(plain(Finding("sent", "At least 10,000 were sent.", "Nobody counted them.")))
    At least 10,000 were sent.
    (Nobody counted them.)
    """
    record: Any = block
    match type(block).__name__:
        case "Finding":
            lines = [record.sentence, f"({record.doubt})" if record.doubt else ""]
        case "Figure":
            lines = [record.title, record.units, record.alt, record.source, record.note]
        case "Table":
            lines = [record.title, *_text_rows(record), record.source, record.note]
        case _:
            lines = [record.text]
    return visible("\n".join(line for line in lines if line))


def anchor_of(block: Block) -> str:
    """The id of a block on a page.

    >>> from frontledger.present.blocks import Note
    >>> anchor_of(Note("what is missing", "Much."))
    'note-what-is-missing'
    """
    return f"{type(block).__name__}-{re.sub('[^A-Za-z0-9]+', '-', block.key)}".lower().strip("-")


def visible(text: str) -> str:
    r"""The text with characters that hide or turn others shown by their code.

    >>> visible("a\u202eb")
    'a[U+202E]b'
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def safe_link(address: str) -> str:
    """The address if it leads to a web page, else nothing.

    >>> safe_link("https://en.yna.co.kr/view/1"), safe_link("javascript:alert(1)")
    ('https://en.yna.co.kr/view/1', '')
    """
    if _HIDDEN.search(address) or re.search(r"[\s<>\"\\]", address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def lists_claims(table: Table) -> bool:
    """Whether the table lists claims row by row, so that other blocks can lead to its rows."""
    return table.key == "claims_used" and len(table.claims) == len(table.rows)


def by_body(ids: Iterable[str], known: Mapping[str, ClaimInBrief]) -> dict[str, list[str]]:
    """The claims of each body, bodies in the order of their first; those that are not known come under "".

    >>> by_body(["T1", "T9", "T2"], {"T1": ClaimInBrief("NIS", ""), "T2": ClaimInBrief("NIS", "")})
    {'NIS': ['T1', 'T2'], '': ['T9']}
    """
    bodies: dict[str, list[str]] = {}
    for claim in ids:
        bodies.setdefault(known[claim].who if claim in known else "", []).append(claim)
    return bodies


def csv_rows(text: str) -> list[list[str]]:
    """The rows of a figure's data, header first."""
    return [row for row in csv.reader(io.StringIO(text)) if row]


def safe_csv(text: str) -> str:
    r"""A figure's data with no cell that starts a spreadsheet's formula.

    >>> safe_csv("who,n\n=1+1,-2\n")
    "who,n\n'=1+1,-2\n"
    """
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(
        [harmless(visible(cell)) for cell in row] for row in csv_rows(text)
    )
    return stream.getvalue()


def _csv_link(text: str) -> str:
    return "data:text/csv;charset=utf-8," + quote(safe_csv(text), safe=" ,;:/()'")


def harmless(cell: str) -> str:
    """The cell behind an apostrophe where a spreadsheet would run it; a number is none such.

    >>> harmless("=1+1"), harmless("-2"), harmless("about 2")
    ("'=1+1", '-2', 'about 2')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def text_of(cell: str | Cell) -> str:
    """The words of a table cell."""
    return cell if isinstance(cell, str) else cell.text


def _text_rows(table: Table) -> list[str]:
    rows = [
        [column.label for column in table.columns],
        *([text_of(cell) for cell in row] for row in table.rows),
    ]
    widths = [min(_SHOWN_CELL, max(len(row[i]) for row in rows)) for i in range(len(table.columns))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def lead(words: str) -> tuple[str, str]:
    """The first sentence of a finding, which is set large, and what follows it.

    >>> lead("Claims run from 0.49 to 10.0. Of 6 pairs 2 cannot both be true.")
    ('Claims run from 0.49 to 10.0.', 'Of 6 pairs 2 cannot both be true.')
    """
    first, _, rest = _SENTENCE_END.sub("\n", words, count=1).partition("\n")
    return first, rest


def typeset(text: str) -> Markup:
    """Words for a page: curly quotation marks, and ranges and days of dates kept on one line."""
    return Markup(_WHOLE.sub(_unbroken, str(escape(curly(visible(text))))))


def _unbroken(found: re.Match[str]) -> str:
    """A day with blanks that do not break; a range, which has no blank, in an element that does not."""
    words = found[0]
    return words.replace(" ", "\u00a0") if " " in words else f'<span class="fl-nb">{words}</span>'


def _drawing(svg: str, anchor: str, alt: str) -> Markup:
    return Markup(inline_svg.inline(svg, anchor.removeprefix("figure-"), visible(alt)))


def _finalize(item: Any) -> Any:
    return visible(item) if isinstance(item, str) and not isinstance(item, Markup) else item


def environment(*folders: Path) -> Environment:
    """Templates with escaping on, hidden characters shown, and unknown names refused."""
    made = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "safe_link": safe_link,
        "by_body": by_body,
        "csv_rows": csv_rows,
        "csv_link": _csv_link,
        "is_number": _is_number,
        "lead": lead,
        "typeset": typeset,
    }
    made.globals |= {"drawing": _drawing, "most_rows": _MOST_ROWS, "most_in_words": _MOST_IN_WORDS}
    return made


_environment = environment()

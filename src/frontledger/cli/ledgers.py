"""The commands that read and change a ledger: check, add."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from frontledger.cli.ending import Folder, refusals, say

LEDGER = click.option(
    "--ledger", type=Folder(path_type=Path), help="A ledger's folder.  [default: the shipped one]"
)


@click.command()
@LEDGER
@click.option(
    "--fix", is_flag=True, help="First mend how a spreadsheet saved the files; never what they say."
)
def check(*, ledger: Path | None, fix: bool) -> None:
    """Check a ledger: every fault as `file:line: column: fault; remedy`."""
    with refusals():
        from frontledger.ledger import load
        from frontledger.ledger.mending import mend
        from frontledger.publish.provenance import row_counts

        for mended in mend(ledger) if fix else ():
            say(f"{mended.file}: {', '.join(mended.what)}")
        counts = row_counts(load(ledger))
    say(f"{len(counts)} tables, {sum(counts.values()):,} rows: no fault")


CLAIM = {
    "measure": "What is counted: an id of measures.csv.",
    "best": "The figure, in plain digits.",
    "low": "The lower bound the claim itself states.",
    "high": "The upper bound the claim itself states.",
    "qualifier": "How the figure is hedged.",
    "scope": "Where: an id of scopes.csv.",
    "claimant": "Who asserts it: a name or an id of claimants.csv.",
    "period_start": "First day of what is counted, where it is a period.",
    "period_end": "The day the figure is about, such as 2025-06-15 or 2025-06.",
    "reported_on": "The day it was said.",
    "force": "Whose people or arms: an id of forces.csv.  [default: the measure's main force]",
    "spokesman": "Who spoke for the body.",
    "scope_detail": "The place in the source's words.",
    "kind": "What sort of statement.  [default: estimate]",
    "echo_of": "The claim this one repeats.",
    "credibility": "Admiralty credibility, 1 to 6.  [default: 6, truth cannot be judged]",
    "source": "Where it was read: an id of sources.csv.",
    "note": "What a reader must know to use the claim.",
    "claim": "The claim's id.  [default: the next free one]",
}
"""The options of `add`, one a column of claims.csv, ids without their ending."""

PAGE = {
    "publisher": "A new page: who published it.",
    "url": "A page, new or known: its address.",
    "published_on": "A new page: its date.  [default: the day of the claim]",
}
BODY = {
    "short_name": "A new body: its name in charts and tables.",
    "country": "A new body: ISO 3166 alpha-3 code of its country.",
    "kind": "A new body: what sort of body it is.",
    "belligerent": "A new body: true where it belongs to a party to the war, else false.",
    "reliability": "A new body: Admiralty reliability.  [default: F, cannot be judged]",
}
ASKED = ("measure", "best", "qualifier", "scope", "claimant", "period_end", "reported_on", "url")
"""What is asked for, in this order, where a person sits at the terminal and has not given it."""


def options(words: dict[str, str], prefix: str = "") -> Callable[[Any], Any]:
    """One option for every word, in this order."""

    def decorated(command: Any) -> Any:
        for name, meaning in reversed(words.items()):
            flag = f"--{prefix}{name}".replace("_", "-")
            command = click.option(flag, f"{prefix}{name}".replace("-", "_"), default="", help=meaning)(
                command
            )
        return command

    return decorated


@click.command()
@LEDGER
@options(CLAIM)
@options(PAGE)
@options(BODY, "body-")
@click.option(
    "--own-finding", is_flag=True, help="The body found it itself, though another has the same figure."
)
def add(*, ledger: Path | None, own_finding: bool, **given: str) -> None:
    """Add one claim to a ledger: a row in its place, after the whole ledger has been checked with it.

    What is missing is asked for at a terminal. docs/adding-a-claim.md has a worked example.
    """
    with refusals():
        from frontledger.ledger.adding import add_claim
        from frontledger.ledger.adding.answers import understood
        from frontledger.ledger.tables import TABLES

        if sys.stdin.isatty():
            given |= answers(ledger, given)
        given, said = understood(given)
        columns = TABLES["claims"].names
        claim = {name if name in columns else f"{name}_id": given[name] for name in CLAIM}
        body = {name: given[f"body_{name}"] for name in BODY if given[f"body_{name}"]}
        page = {name: given[name] for name in PAGE if given[name]}
        added = add_claim(ledger, claim, source=page, claimant=body, own_finding=own_finding)
    for words in said:
        say(words)
    for file, line, row in added.rows:
        say(f"{file}:{line}: {row}")
    where = f" -p ledger {shlex.quote(str(ledger.resolve()))}" if ledger else ""
    say(f"{added.claim_id} added; to see what moved: frontledger render brief{where} --out after, then")
    say("frontledger diff with the page as it was before (docs/adding-a-claim.md)")


def answers(ledger: Path | None, given: Mapping[str, str]) -> dict[str, str]:
    """What the person answers to each question not answered by an option; a wrong answer is asked for again."""
    from frontledger.ledger import load
    from frontledger.ledger.adding import DraftError
    from frontledger.ledger.adding.answers import checked, told_choices, understood

    known, found = load(ledger), dict(given)
    for name in ASKED:
        hint = told_choices(known, name)
        while not found[name]:
            answer = asked(name, hint)
            hint = ""
            if not answer:
                break
            made, said = understood(
                {name: answer, **({"qualifier": found["qualifier"]} if name == "best" else {})}
            )
            try:
                checked(known, name, made[name])
            except DraftError as error:
                say(f"  {error}")
                continue
            found |= made
            for line in said:
                say(f"  {line}")
    return {name: found[name] for name in ASKED}


def asked(name: str, hint: str) -> str:
    """What the person answers; nothing where it is left blank."""
    meaning = {**CLAIM, **PAGE}[name].removesuffix(".")
    if hint:
        say(f"  {hint}")
    return str(click.prompt(f"{name}: {meaning}", default="", show_default=False)).strip()

"""The provenance of a batch as a research object: an RO-Crate that other tools than ours can read.

`ro-crate-metadata.json` follows RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) and the profile Process Run Crate 0.5
(https://w3id.org/ro/wfrun/process/0.5): each report is the result of one action, whose objects are the notebook,
the tables and the parameters and whose instrument is this package. The profile would have the time each action
ended; we give none, since the same inputs are to give the same bytes. The date of publication is the latest day as
of which a report speaks.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from frontledger.publish.checkout import LOCKED, SOURCE
from frontledger.publish.parameters import recorded
from frontledger.publish.report import ReportRequest, ReportResult

FILE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CONTEXT = (f"{SPECIFICATION}/context", "https://w3id.org/ro/terms/workflow-run/context")

_FORMATS = {"html": "text/html", "pdf": "application/pdf"}
_INDEX = "index.html"
_LICENCE = (
    "The tables are offered under the licence in the ledger's folder, the code under the licence of the package; "
    "a report quotes both and adds no terms of its own."
)

Entity = dict[str, Any]


def render(title: str, results: Sequence[ReportResult]) -> str:
    """The crate's metadata for a folder that holds these reports and an index page; ValueError without a report."""
    if not results:
        raise ValueError("a crate without a report; give at least one")
    described = list(chain.from_iterable(_report(result) for result in results))
    software = list(_software(results[0].request.provenance))
    index = {"@id": _INDEX, "@type": "File", "name": f"{title}: the reports", "encodingFormat": "text/html"}
    graph = [_descriptor(), _root(title, results), _profile(), *software, index, *_once(described)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def _descriptor() -> Entity:
    return {
        "@id": FILE,
        "@type": "CreativeWork",
        "conformsTo": _to(SPECIFICATION),
        "about": _to("./"),
    }


def _profile() -> Entity:
    return {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _root(title: str, results: Sequence[ReportResult]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": _to(PROFILE),
        "name": title,
        "description": "Reports made from a ledger of sourced public figures, with what each was made from.",
        "datePublished": max(result.request.as_of for result in results),
        "license": _LICENCE,
        "hasPart": [_to(_INDEX), *(_to(name) for result in results for name in sorted(result.files))],
        "mentions": [_to(_run_id(result)) for result in results],
    }


def _report(result: ReportResult) -> Iterator[Entity]:
    request = result.request
    inputs = [_notebook(request), *_tables(request), *_parameters(request)]
    failed = result.state == "failed"
    yield {
        "@id": _run_id(result),
        "@type": "CreateAction",
        "name": f"Made the report {request.title}",
        "description": _command(request),
        "instrument": _to("#frontledger"),
        "object": [_to(entity["@id"]) for entity in inputs],
        "result": [_to(name) for name in sorted(result.files)],
        "actionStatus": _to(f"http://schema.org/{'Failed' if failed else 'Completed'}ActionStatus"),
    }
    yield from inputs
    for name, digest in sorted(result.files.items()):
        yield {
            "@id": name,
            "@type": "File",
            "name": request.title,
            "description": " ".join(result.headlines[:1]) or "The page of a report that stopped.",
            "encodingFormat": _FORMATS[name.rpartition(".")[2]],
            "sha256": digest,
        }


def _notebook(request: ReportRequest) -> Entity:
    told = request.provenance["notebook"]
    return {
        "@id": f"#notebook-{told['name']}-{told['sha256'][:12]}",
        "@type": "SoftwareSourceCode",
        "name": f"{told['name']}.ipynb",
        "programmingLanguage": "Python",
        "sha256": told["sha256"],
    }


def _tables(request: ReportRequest) -> Iterator[Entity]:
    """The tables, which lie outside the crate and are therefore no files of it."""
    for file, told in request.provenance["ledger"].items():
        rows, _, digest = told.partition(", sha256 ")
        yield {
            "@id": f"#table-{file}-{digest[:12]}",
            "@type": "CreativeWork",
            "name": file,
            "description": rows,
            "encodingFormat": "text/csv",
            "sha256": digest,
        }


def _parameters(request: ReportRequest) -> Iterator[Entity]:
    for name, value in request.provenance["parameters"].items():
        yield {
            "@id": f"#parameter-{request.stem}-{name}",
            "@type": "PropertyValue",
            "name": name,
            "value": value,
        }


def _software(provenance: Mapping[str, Mapping[str, str]]) -> Iterator[Entity]:
    code, software = provenance["code"], provenance["software"]
    yield {
        "@id": "#frontledger",
        "@type": "SoftwareApplication",
        "name": "frontledger",
        "softwareVersion": code["package"].rpartition(" ")[2],
        "description": f"source SHA-256 {code[SOURCE]}, lock SHA-256 {code[LOCKED]}",
        "softwareRequirements": [_to(f"#software-{name}") for name in software],
    }
    for name, version in software.items():
        yield {
            "@id": f"#software-{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version,
        }


def _command(request: ReportRequest) -> str:
    """The command that makes the report."""
    defaults = recorded(type(request.parameters)())
    given = [
        f"-p {name} {shlex.quote(_typed(json.loads(value)))}"
        for name, value in request.provenance["parameters"].items()
        if value != defaults[name]
    ]
    return " ".join([f"frontledger render {request.notebook.stem}", *given])


def _typed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _run_id(result: ReportResult) -> str:
    return f"#run-{result.request.stem}"


def _once(entities: Iterable[Entity]) -> list[Entity]:
    """Each entity once, where reports share a notebook or a table."""
    return list({entity["@id"]: entity for entity in entities}.values())


def _to(identifier: str) -> dict[str, str]:
    return {"@id": identifier}

"""The research object: what RO-Crate 1.1 and Process Run Crate 0.5 require, the same bytes each time, and no lie."""

import json
import re
from urllib.parse import urlsplit

import pytest

from frontledger.notebook.project import ROOT
from frontledger.publish import crate
from frontledger.publish.report import Desk, ReportResult

FILES = ROOT / "tests" / "files"


@pytest.fixture(scope="module")
def desk():
    return Desk()


@pytest.fixture(scope="module")
def results(desk, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")

    def made(name, state="done", **values):
        request = desk.request(str(FILES / f"{name}.ipynb"), values, out=out, allow_outside=True)
        files = {file: str(number) * 64 for number, file in enumerate(request.names)}
        return ReportResult(request, state, files, ("At least 10,000.",) if state != "failed" else ())

    return (
        made("good"),
        made("good", as_of="2025-03-27", claimants="nis, hur"),
        made("cell_fails", "failed", as_of="2024-12-31"),
    )


@pytest.fixture
def graph(results):
    text = crate.render("A batch", results)
    return {entity["@id"]: entity for entity in json.loads(text)["@graph"]}


def references(entity):
    for name, value in entity.items():
        if name not in ("@id", "@type"):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    assert list(item) == ["@id"], "entities are flat, RO-Crate 1.1, 4.1"
                    yield item["@id"]


def test_the_descriptor_and_the_root_have_what_ro_crate_requires(results):
    text = crate.render("A batch", results)
    whole = json.loads(text)
    assert set(whole) == {"@context", "@graph"}
    assert whole["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    ids = [entity["@id"] for entity in whole["@graph"]]
    assert len(ids) == len(set(ids)) and all(entity["@type"] for entity in whole["@graph"])
    graph = dict(zip(ids, whole["@graph"], strict=True))
    descriptor = graph["ro-crate-metadata.json"]
    assert descriptor == {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    root = graph["./"]
    assert root["@type"] == "Dataset" and root["name"] == "A batch" and root["description"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", root["datePublished"])
    assert root["datePublished"] == max(result.request.as_of for result in results)
    assert root["license"]


def test_every_reference_leads_to_an_entity_of_the_crate(graph):
    for entity in graph.values():
        for target in references(entity):
            assert target in graph or target.startswith(("http://schema.org/", "https://w3id.org/ro/crate/"))


def test_every_file_is_a_relative_path_listed_under_the_root(graph, results):
    files = {name for name, entity in graph.items() if entity["@type"] == "File"}
    assert files == {"index.html", *(name for result in results for name in result.files)}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == files
    for name in files:
        parts = urlsplit(name)
        assert not (parts.scheme or parts.netloc or parts.fragment) and not name.startswith("/")
    for result in results:
        for name, digest in result.files.items():
            assert graph[name]["sha256"] == digest
            assert graph[name]["encodingFormat"] in ("text/html", "application/pdf")


def test_every_run_has_what_the_profile_requires(graph, results):
    profile = graph["./"]["conformsTo"]["@id"]
    assert profile == "https://w3id.org/ro/wfrun/process/0.5" and graph[profile]["@type"] == "CreativeWork"
    actions = {name for name, entity in graph.items() if entity["@type"] == "CreateAction"}
    assert {mention["@id"] for mention in graph["./"]["mentions"]} == actions and len(actions) == len(results)
    for name in actions:
        action = graph[name]
        tool = graph[action["instrument"]["@id"]]
        assert tool["@type"] == "SoftwareApplication" and tool["name"] and tool["softwareVersion"]
        assert action["name"] and action["description"].startswith("frontledger render ")
        assert {graph[one["@id"]]["@type"] for one in action["result"]} == {"File"}
        kinds = {graph[one["@id"]]["@type"] for one in action["object"]}
        assert kinds == {"SoftwareSourceCode", "CreativeWork", "PropertyValue"}


def test_what_went_in_is_what_the_reports_say(graph, results):
    for result in results:
        action = graph[f"#run-{result.request.stem}"]
        given = [graph[one["@id"]] for one in action["object"]]
        told = result.request.provenance
        hashes = {one["name"]: one["sha256"] for one in given if one["@type"] == "CreativeWork"}
        assert hashes == {file: words.rpartition(" sha256 ")[2] for file, words in told["ledger"].items()}
        values = {one["name"]: one["value"] for one in given if one["@type"] == "PropertyValue"}
        assert values == told["parameters"]
    assert [graph[f"#run-{one.request.stem}"]["actionStatus"]["@id"].rpartition("/")[2] for one in results] == [
        "CompletedActionStatus", "CompletedActionStatus", "FailedActionStatus"
    ]  # fmt: skip
    changed = graph[f"#run-{results[1].request.stem}"]["description"]
    assert changed == "frontledger render good -p as_of 2025-03-27 -p claimants 'nis, hur'"


def test_the_same_reports_give_the_same_bytes_made_or_unchanged(results):
    again = [
        ReportResult(one.request, "unchanged", dict(reversed(one.files.items())), one.headlines, seconds=9)
        for one in results[:2]
    ]
    assert crate.render("T", again) == crate.render("T", results[:2])


def test_nothing_of_the_machine_is_told(results):
    text = crate.render("A batch", results)
    assert str(ROOT) not in text and str(results[0].request.out) not in text


def test_a_crate_without_a_report_is_refused():
    with pytest.raises(ValueError, match="without a report"):
        crate.render("T", ())

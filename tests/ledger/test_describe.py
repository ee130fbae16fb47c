"""What is generated from the schemas is what is in the tree, and the public validator agrees with it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from frictionless import validate

from frontledger.ledger.describe import data_dictionary, data_package, write
from frontledger.ledger.schemas import schema
from frontledger.ledger.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]


def test_the_generated_files_are_those_in_the_tree(tmp_path):
    """If this fails, run `python -m frontledger.ledger.describe`."""
    for folder in ("data", "docs"):
        (tmp_path / folder).mkdir()
    for written in write(tmp_path):
        committed = ROOT / written.relative_to(tmp_path)
        assert written.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_command_writes_both_files(tmp_path):
    """Run on a copy of the package, so that the tree is left alone."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    for folder in ("data", "docs"):
        (tmp_path / folder).mkdir()
    script = f"import sys; sys.path.insert(0, {str(tmp_path / 'src')!r}); import runpy; "
    script += "runpy.run_module('frontledger.ledger.describe', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        str(tmp_path / "data" / "datapackage.json"),
        str(tmp_path / "docs" / "data-dictionary.md"),
    ]
    assert json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8")) == data_package()


def test_every_column_has_one_truth():
    """Schema, package and dictionary name the same columns in the same order."""
    resources = {resource["name"]: resource for resource in data_package()["resources"]}
    dictionary = data_dictionary()
    assert list(resources) == list(TABLES)
    for name, table in TABLES.items():
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table.names) == list(schema(name).columns)
        section = dictionary.split(f"(`{table.file}`)\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == list(table.names)
        for column, field in zip(table.columns, fields, strict=True):
            assert field["description"] == column.meaning
            assert field.get("constraints", {}).get("required", False) is column.required
            assert schema(name).columns[column.name].nullable is not column.required


def test_links_of_the_dictionary_lead_to_its_sections():
    dictionary = data_dictionary()
    headings = [line.removeprefix("## ") for line in dictionary.splitlines() if line.startswith("## ")]
    anchors = {
        "".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")
        for heading in headings
    }
    linked = {part.split(")")[0] for part in dictionary.split("](#")[1:]}
    assert linked
    assert linked <= anchors


def test_the_package_says_what_the_standard_asks():
    package = data_package()
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    for resource in package["resources"]:
        assert {"path", "format", "mediatype", "encoding", "schema"} <= set(resource)
        assert resource["schema"]["missingValues"] == [""]
        assert resource["schema"]["primaryKey"]


def report(folder):
    return validate(str(folder / "datapackage.json"))


def test_the_public_validator_finds_the_shipped_ledger_valid(copy_of_data):
    found = report(copy_of_data)
    assert found.valid, found.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(found.tasks) == len(TABLES)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("claims", "estimate", "estimat", "constraint-error"),
        ("claims", "2023-09-07,", "2023-09-07 or so,", "constraint-error"),
        ("claims", ",nis,", ",nobody,", "foreign-key"),
        ("claimants", "true", "perhaps", "type-error"),
        ("drone_launches", "2025-07", "2025-13", "type-error"),
        ("claimants", "name,short_name", "name,shortname", "incorrect-label"),
    ],
)
def test_the_public_validator_finds_what_is_planted(copy_of_data, table, old, new, kind):
    file = copy_of_data / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = report(copy_of_data)
    assert not found.valid
    assert kind in {kind for (kind,) in found.flatten(["type"])}

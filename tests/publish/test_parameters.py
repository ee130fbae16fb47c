"""From what was typed to a notebook and checked parameters, before any kernel starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.ledger import LedgerError
from frontledger.notebook.parameters import ParameterError, check
from frontledger.notebook.project import NOTEBOOKS, ROOT
from frontledger.publish.errors import NameRefusedError, NotebookRefusedError
from frontledger.publish.files import safe_stem
from frontledger.publish.parameters import (
    check_formats,
    check_parameters,
    file_stem,
    find_notebook,
    pairs,
    recorded,
    shown,
)

FILES = ROOT / "tests" / "files"


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(ParameterError, match="troop_flow: no such notebook; did you mean troop_flows"):
        find_notebook("troop_flow")


def test_a_name_or_path_as_long_as_a_book_is_told_in_short():
    for text in ("x" * 10_000, "../" * 3_333 + "x.ipynb"):
        with pytest.raises(
            (ParameterError, NotebookRefusedError), match=r"more characters\): no such"
        ) as told:
            find_notebook(text)
        assert len(str(told.value)) < 600


def test_a_notebook_outside_the_folder_is_refused_unless_allowed(tmp_path):
    good = FILES / "good.ipynb"
    with pytest.raises(NotebookRefusedError, match="--allow-outside"):
        find_notebook(str(good))
    assert find_notebook(str(good), allow_outside=True) == good
    with pytest.raises(NotebookRefusedError, match="--allow-outside"):
        find_notebook(f"{NOTEBOOKS}/../tests/files/good.ipynb")
    link = tmp_path / "link.ipynb"
    link.symlink_to(good)
    with pytest.raises(NotebookRefusedError, match="--allow-outside"):
        find_notebook(str(link))


@pytest.mark.parametrize("name", ["no/such.ipynb", "data/claims.csv", "tests/files", "missing.ipynb"])
def test_what_is_no_notebook_file_is_refused(name):
    with pytest.raises(NotebookRefusedError, match="no such notebook file"):
        find_notebook(name, allow_outside=True)


@pytest.mark.parametrize("text", ["explore", "notebooks/explore.ipynb"])
def test_the_exploring_notebook_is_refused_before_anything_runs(text, monkeypatch):
    monkeypatch.chdir(ROOT)
    with pytest.raises(NotebookRefusedError, match="makes no report; open it with make lab"):
        find_notebook(text, allow_outside=True)


@pytest.mark.parametrize(
    "stem", ["index", "con", "LPT1", "..", "a..b", ".hidden", "-o", "a b", "a\u202eb", "x" * 200]
)
def test_a_notebook_with_an_unsafe_name_is_refused(stem, tmp_path):
    with pytest.raises(NameRefusedError):
        safe_stem(stem)
    path = tmp_path / f"{stem}.ipynb"
    path.write_text("{}")
    with pytest.raises(NameRefusedError):
        find_notebook(str(path), allow_outside=True)


def test_a_notebook_of_ones_own_takes_the_common_parameters():
    assert check_parameters(FILES / "good.ipynb", {"as_of": "2025-03-27"}).values()["as_of"] == "2025-03-27"
    with pytest.raises(ParameterError, match="good: strength: no such parameter"):
        check_parameters(FILES / "good.ipynb", {"strength": 12000})


def test_a_ledger_is_named_from_the_project_and_shown_without_its_place(tmp_path):
    notebook = NOTEBOOKS / "brief.ipynb"
    inside = check_parameters(notebook, {"ledger": str(ROOT / "data")})
    assert inside.ledger == "data"
    outside = check_parameters(notebook, {"ledger": str(tmp_path)})
    assert outside.ledger == str(tmp_path.resolve())
    values = {name: value for name, value, _ in shown(outside)}
    assert values == {"as_of": "latest", "claimants": "all", "ledger": tmp_path.name}
    assert recorded(outside) == {"as_of": '"latest"', "claimants": "[]", "ledger": f'"{tmp_path.name}"'}


def test_a_body_that_goes_by_the_name_is_asked_for(copy_of_data):
    def faults(names, ledger=""):
        with pytest.raises(ParameterError) as refused:
            check_parameters(NOTEBOOKS / "brief.ipynb", {"claimants": names, "ledger": ledger})
        return refused.value.faults

    allowed = "a list of 0 to 64, each an id of a-z, 0-9, _ and -"
    near = f"is not allowed; did you mean uk_mod? give {allowed}"
    assert faults("UK MoD, UK-Mod, no body") == (
        f"brief: claimants: item 1: 'UK MoD' {near}",
        f"brief: claimants: item 2: 'UK-Mod' {near}",
        f"brief: claimants: item 3: 'no body' is not allowed; give {allowed}",
    )
    path = copy_of_data / "claimants.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("UK MoD", "The Ministry"), encoding="utf-8")
    assert "did you mean uk_mod?" in faults("the ministry", str(copy_of_data))[0]
    assert "did you mean" not in faults("UK MoD", "no-such-folder")[0]


def test_a_folder_that_is_here_and_not_in_the_project_is_told_with_its_whole_path(tmp_path, monkeypatch):
    (tmp_path / "ledger one").mkdir()
    monkeypatch.chdir(tmp_path)
    counted = "there is no such folder, and a relative one is counted from the project's root; "
    for name, remedy in (
        ("ledger one", f"for the one in the folder you are in give '{tmp_path}/ledger one'"),
        ("ledger two", "give a folder that holds a ledger"),
        ("a" * 300, "give a folder that holds a ledger"),
    ):
        with pytest.raises(LedgerError) as refused:
            check_parameters(NOTEBOOKS / "brief.ipynb", {"ledger": name})
        assert str(refused.value) == f"{ROOT / name}: {counted}{remedy}"
    check_parameters(NOTEBOOKS / "brief.ipynb", {"ledger": str(tmp_path / "not there")})


def test_a_parameter_given_twice_is_refused():
    assert pairs([("as_of", "latest"), ("ledger", "")]) == {"as_of": "latest", "ledger": ""}
    with pytest.raises(ParameterError, match="as_of: given twice"):
        pairs([("as_of", "latest"), ("as_of", "2025-03-27")])


def test_formats_are_known_given_and_in_order():
    assert check_formats(["pdf", "html", "pdf"]) == ("html", "pdf")
    for wrong in (["docx"], [], [""], [["html"]]):
        with pytest.raises(ParameterError, match="format"):
            check_formats(wrong)


def test_file_names_are_readable_and_differ_whenever_the_parameters_do():
    stems = [
        file_stem("casualty_ratios", check("casualty_ratios", values))
        for values in (
            {},
            {"as_of": "2025-03-27"},
            {"as_of": "2025-03-28"},
            {"claimants": ["nis"], "confidence": 0.9},
            {"ledger": "../a/b"},
            {"ledger": "../a-b"},
        )
    ]
    assert stems[0] == "casualty_ratios"
    assert stems[1].startswith("casualty_ratios.as_of-2025-03-27.")
    assert stems[3].startswith("casualty_ratios.claimants-nis+confidence-0-9.")
    assert len(set(stems)) == len(stems)


@given(st.text(max_size=300))
def test_no_value_gives_a_name_that_leaves_the_folder(text):
    try:
        parameters = check("brief", {"ledger": text})
    except ParameterError:
        return
    stem = file_stem("brief", parameters)
    assert "/" not in stem and "\\" not in stem and ".." not in stem and len(stem) < 130

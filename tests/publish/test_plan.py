"""Plans: what they stand for, and every fault at once with its place."""

import pytest

from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import ROOT
from frontledger.publish.errors import PlanError
from frontledger.publish.plan import read_plan
from frontledger.publish.plan_yaml import read_yaml


@pytest.fixture
def plan(tmp_path):
    def read(text):
        path = tmp_path / "plan.yml"
        path.write_text(text)
        return read_plan(path)

    return read


def faults(plan, text):
    with pytest.raises(PlanError) as refused:
        plan(text)
    return [fault.partition("plan.yml: ")[2] for fault in refused.value.faults]


def test_the_standard_plan_holds_every_notebook_in_both_formats():
    standard = read_plan(ROOT / "reports" / "plans" / "standard.yml")
    assert sorted(report.notebook for report in standard.reports) == sorted(REGISTRY)
    assert {report.formats for report in standard.reports} == {("html", "pdf")}
    assert all(report.parameters == {} for report in standard.reports)


def test_a_sweep_stands_for_every_combination(plan):
    read = plan(
        "title: T\nreports:\n- notebook: casualty_ratios\n  title: R\n  formats: html\n"
        "  parameters: {strength: 12000}\n  sweep:\n"
        "    as_of: [2025-03-27, latest]\n    confidence: [0.9, 0.95]\n"
    )
    assert read.title == "T"
    assert [dict(report.parameters) for report in read.reports] == [
        {"strength": 12000, "as_of": "2025-03-27", "confidence": 0.9},
        {"strength": 12000, "as_of": "2025-03-27", "confidence": 0.95},
        {"strength": 12000, "as_of": "latest", "confidence": 0.9},
        {"strength": 12000, "as_of": "latest", "confidence": 0.95},
    ]
    assert {(report.formats, report.place, report.title) for report in read.reports} == {
        (("html",), "reports[1]", "R")
    }


def test_every_fault_is_told_at_once_with_its_place(plan):
    text = """
titel: T
reports:
- notebook: brief
  format: [html]
- formats: [docx]
  parameters: [1]
- notebook: brief
  sweep: {as_of: latest, ledger: [""]}
  parameters: {ledger: ""}
- 7
- {notebook: 1, title: 2, formats: []}
"""
    assert faults(plan, text) == [
        "titel: no such key; did you mean title? allowed: title, reports, guard",
        "reports[1].format: no such key; did you mean formats? "
        "allowed: notebook, title, formats, parameters, sweep",
        "reports[2].notebook: is missing; give a notebook's name",
        "reports[2].formats: 'docx' is not a format; allowed: html, pdf",
        "reports[2].parameters: is not a mapping of names to values; write each as `name: value`",
        "reports[3].sweep.as_of: is not a list of values to try; give at least one",
        "reports[3].sweep.ledger: is given under parameters too; give it in one place",
        "reports[4]: is not a mapping of names to values; write each as `name: value`",
        "reports[5].notebook: 1 is not text; put it in quotes",
        "reports[5].title: 2 is not text; put it in quotes",
        "reports[5].formats: no format is given; allowed: html, pdf",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: a\ntitle: b\n", "line 2: title is given twice; give it once"),
        ("a: &x [1]\nb: *x\n", "line 2: an alias is not read; write the value out"),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "line 1: the tag tag:yaml.org,2002:python/object/apply:os.system is not read; leave it out",
        ),
        ("? [a]\n: 1\n", "line 1: a key is a list or a mapping; give a name"),
        ("a: [1\n", "line 2: "),
        ("a: 1\nb: \x00\n", "line 2: it holds the unseen or broken character U+0000; delete it"),
        ("[" * 5000, "line 1: it is nested more than 20 levels deep, as no plan is; close what is open"),
        (
            "title: T\n---\ntitle: U\n",
            "line 2: a second document starts here; give each plan a file of its own",
        ),
        (
            'title: T\na: "\\UFFFFFFFF"\n',
            "line 2: the code after \\U is beyond 10FFFF, the last there is; write the character",
        ),
        ('"\\U00110000": 1\n', "line 1: the code after \\U is beyond 10FFFF"),
        ("title: T\n", "reports: is not a list of reports; give at least one"),
        ("", "is not a mapping of names to values"),
    ],
)
def test_what_is_not_a_plan_is_refused(plan, text, said):
    assert any(said in fault for fault in faults(plan, text))


SECOND_COLON, INDENT, TABS = (
    "there is a second colon in the line; put quotes around a text that has a colon followed by a space",
    "the line is not indented as those it belongs with; indent this line as its neighbours",
    "there is a tab where YAML takes none; indent and part with spaces, not tabs",
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Kursk: the winter\nreports: []\n", f"line 1: {SECOND_COLON}"),
        ("reports:\n- notebook: brief\n  title: 'a: b'\n  formats: a: b\n", f"line 4: {SECOND_COLON}"),
        ("reports:\n  - notebook: brief\n   title: x\n", f"line 3: {INDENT}"),
        ("reports:\n  - notebook: brief\n  title: x\n", f"line 3: {INDENT}"),
        ("reports:\n  - notebook: brief\n - notebook: brief\n", f"line 3: {INDENT}"),
        ("title: x\n- notebook: brief\n", f"line 2: {INDENT}"),
        (
            "  title: x\nreports: []\n",
            "line 2: the line is not indented as the one that the plan begins with",
        ),
        ("reports:\n\t- notebook: brief\n", f"line 2: {TABS}"),
        ("title:\tx\n", f"line 1: {TABS}"),
        ("reports:\n  - notebook: brief\n     title: x\n", "line 3: a name and its colon cannot stand here"),
        (
            "title x\nreports:\n",
            "line 2: a name and its colon cannot stand here; indent this line as its neigh",
        ),
        ("title: @x\n", "line 1: found character '@' that cannot start any token; mend the YAML"),
    ],
)
def test_the_slips_that_are_made_most_are_told_in_plain_words(plan, text, said):
    (told,) = faults(plan, text)
    assert told.startswith(said)


def test_a_sweep_without_end_is_refused_without_being_spelled_out(plan):
    values = ", ".join(map(str, range(100)))
    axes = "".join(f"    {name}: [{values}]\n" for name in "abcdefgh")
    assert (
        "more than 2,000 reports; plan fewer"
        in faults(plan, f"reports:\n- notebook: brief\n  sweep:\n{axes}")[0]
    )


def test_a_missing_plan_and_one_that_is_no_text_are_refused(tmp_path):
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path / "none.yml")
    (tmp_path / "binary.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanError, match="is not UTF-8"):
        read_plan(tmp_path / "binary.yml")


def test_words_and_numbers_are_not_guessed_at():
    assert read_yaml("[no, on, Yes, 010, 1:30, 2025-03-27, 1_000, true, ~, -3, 0.5, 1e3]") == [
        "no", "on", "Yes", "010", "1:30", "2025-03-27", "1_000", True, None, -3, 0.5, "1e3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("report:\n- notebook: brief\n", "report: no such key; did you mean reports?"),
        ("reports:\n- notebok: brief\n", "reports[1].notebok: no such key; did you mean notebook?"),
        ("reports: [brief]\n", "reports[1]: is not a mapping of names to values; write each as"),
        ("", "is not a mapping of names to values; write each as"),
        ("1: 2\nreports: [{notebook: brief}]\n", "1 is not a name; put it in quotes"),
        (
            "reports: [{notebook: brief, sweep: {as_of: [latest, latest]}}]\n",
            "reports[1].sweep.as_of: 'latest' is given twice; give it once",
        ),
        ("reports: [{notebook: brief}]\nguard: []\n", "guard: is not a mapping; give most_move, accepted"),
        (
            "reports: [{notebook: brief}]\nguard: {most_move: 0.1, accepted: [x]}\n",
            "guard.accepted[1]: is not a mapping; give report, finding, to, reason",
        ),
        (
            "reports: [{notebook: brief}]\nguard: {most_move: 0.1, accepted: 0}\n",
            "guard.accepted: is not a list; write each acceptance after a dash",
        ),
    ],
)
def test_one_slip_is_one_message(plan, text, said):
    (fault,) = faults(plan, text)
    assert fault.startswith(said)


def test_a_number_of_thousands_of_digits_is_text(plan):
    digits = "9" * 5000
    read = plan(f"reports: [{{notebook: brief, parameters: {{as_of: {digits}}}}}]\n")
    assert read.reports[0].parameters == {"as_of": digits}


@pytest.mark.parametrize("key", ["parameters", "sweep"])
@pytest.mark.parametrize("value", ["[]", "0", "false", '""'])
def test_what_is_no_mapping_is_not_taken_for_nothing(plan, key, value):
    (fault,) = faults(plan, f"reports: [{{notebook: brief, {key}: {value}}}]\n")
    assert fault == f"reports[1].{key}: is not a mapping of names to values; write each as `name: value`"


@pytest.mark.parametrize("key", ["parameters", "sweep"])
@pytest.mark.parametrize("value", ["", "{}", "~"])
def test_a_report_may_have_nothing_under_a_name(plan, key, value):
    assert plan(f"reports:\n- notebook: brief\n  {key}: {value}\n").reports[0].parameters == {}


def test_values_that_are_alike_but_not_the_same_are_swept_over(plan):
    read = plan("reports: [{notebook: brief, sweep: {a: [1, true, '1', 1.0, '1.0']}}]\n")
    assert [report.parameters["a"] for report in read.reports] == [1, True, "1", 1.0, "1.0"]


@pytest.mark.parametrize(
    "text",
    [
        '"{}": 1\n', 'reports: [{{notebook: brief, "{}": 1}}]\n',
        'reports: [{{notebook: brief, parameters: {{"{}": 1}}}}]\n',
        'reports: [{{notebook: brief, sweep: {{"{}": [1]}}}}]\n',
        'reports: [{{notebook: brief}}]\nguard: {{"{}": 1}}\n',
        'reports: [{{notebook: brief}}]\nguard: {{most_move: 0.1, accepted: [{{"{}": 1}}]}}\n',
    ],
)  # fmt: skip
def test_a_key_forges_no_line_of_a_message(plan, text):
    told = faults(plan, text.format("x\\nERROR: fake.yml: line"))
    assert told == [f"line {text.count(chr(10))}: it holds the unseen or broken character U+000A; delete it"]


@pytest.mark.parametrize(
    "text",
    [
        "{}: 1\n", "reports: [{{notebook: brief, title: [{}]}}]\n", "reports: [{{notebook: brief, formats: {}}}]\n",
        "reports: [{{notebook: brief, sweep: {{{}: 1}}}}]\n", "a: !<{}> 1\n", "{0}: 1\n{0}: 2\n",
        "reports: [{{notebook: brief}}]\nguard: {{most_move: {0}, accepted: [{{to: {0}, {0}: 1}}]}}\n",
    ],
)  # fmt: skip
def test_a_value_as_long_as_a_book_is_told_in_short(plan, text):
    told = faults(plan, text.format("k" * 1_000))
    assert all(len(fault) < 300 for fault in told)
    assert any("… (9" in fault and " more characters)" in fault for fault in told)

"""Parameters: what is accepted, what is refused, and that everything generated agrees with the models."""

import json
import pickle
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill import inspect_notebook

from frontledger.notebook.describe import cell_source, help_text, reference_page
from frontledger.notebook.parameters import REGISTRY, ParameterError, check
from frontledger.notebook.project import NOTEBOOKS, ROOT

NAMES = sorted(REGISTRY)


def faults(notebook, **values):
    with pytest.raises(ParameterError) as refused:
        check(notebook, values)
    return refused.value.faults


@pytest.mark.parametrize("name", NAMES)
def test_the_generated_cell_holds_the_defaults(name):
    scope = {}
    exec(cell_source(name), scope)
    del scope["__builtins__"], scope["__annotations__"]
    assert check(name, scope) == check(name, {})
    assert list(scope) == list(REGISTRY[name].model.model_fields)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_explained_everywhere(name):
    for field, info in REGISTRY[name].model.model_fields.items():
        line = next(line for line in cell_source(name).splitlines() if line.startswith(f"{field}: "))
        assert info.description and info.description in line
        assert info.description in help_text(name)
        assert f"| `{field}` |" in reference_page() and info.description in reference_page()


@pytest.mark.parametrize("name", NAMES)
def test_papermill_tells_type_default_range_and_meaning_of_each(name):
    told = inspect_notebook(str(NOTEBOOKS / f"{name}.ipynb"))
    values = REGISTRY[name].model().values()
    assert list(told) == list(values)
    for field, info in REGISTRY[name].model.model_fields.items():
        kind = told[field]["inferred_type_name"]
        assert kind.partition("[")[0] == type(values[field]).__name__
        assert json.loads(told[field]["default"]) == values[field]
        assert told[field]["help"].endswith(f"; {info.description}")


def test_the_reference_page_is_as_generated():
    page = ROOT / "docs" / "parameters.md"
    assert page.read_text(encoding="utf-8") == reference_page(), "run python -m frontledger.notebook.write"


def test_values_are_typed_after_the_check():
    flows = check("troop_flows", {"as_of": "2025-03-27", "claimants": ["nis"]})
    assert (flows.as_of, flows.balance_date, flows.claimants) == (date(2025, 3, 27), None, ("nis",))
    growth = check("drone_growth", {"window_start": "2024-06"})
    assert (growth.window_start, growth.window_end) == (date(2024, 6, 1), date(2024, 11, 1))


@pytest.mark.parametrize(
    ("notebook", "name", "text", "value"),
    [
        ("casualty_ratios", "strength", "12000", 12000),
        ("casualty_ratios", "confidence", "0.9", 0.9),
        ("casualty_ratios", "denominators", "11000, 12000", (11000, 12000)),
        ("casualty_ratios", "denominators", "[11000, 12000]", (11000, 12000)),
        ("troop_flows", "losses_per_month", "10, 20", (10, 20)),
        ("troop_flows", "losses_per_month", [20, 20], (20, 20)),
        ("brief", "claimants", "nis, hur", ("nis", "hur")),
        ("brief", "claimants", '["nis", "hur"]', ("nis", "hur")),
        ("brief", "claimants", "", ()),
        ("brief", "claimants", "[]", ()),
        ("brief", "as_of", date(2025, 3, 27), date(2025, 3, 27)),
        ("brief", "as_of", "latest", None),
    ],
)
def test_text_that_can_mean_one_thing_is_converted(notebook, name, text, value):
    assert getattr(check(notebook, {name: text}), name) == value


@pytest.mark.parametrize(
    ("notebook", "values", "said"),
    [
        ("troop_flows", {"balance_date": "27/03/2025"}, "'27/03/2025' is not a date; give an ISO date"),
        ("brief", {"as_of": "2025-02-30"}, "as_of: '2025-02-30' is not in the calendar"),
        ("brief", {"as_of": "1950-06-25"}, "as_of: 1950-06-25 is before the war"),
        ("brief", {"as_of": "2525-01-01"}, "as_of: 2525-01-01 is too far ahead"),
        ("brief", {"as_of": 2024}, "as_of: 2024 is not a date"),
        ("brief", {"as_of": datetime(2025, 3, 27, 12)}, "is not a date"),
        ("brief", {"as_of": True}, "as_of: True is not a date"),
        ("brief", {"claimants": ["South Korea"]}, "claimants: item 1: 'South Korea' is not allowed"),
        ("brief", {"claimants": ["nis", "nis"]}, "claimants: nis is given twice"),
        ("brief", {"claimants": 7}, "claimants: 7 is not a list"),
        ("brief", {"ledger": None}, "ledger: None is not allowed; give a folder's path"),
        (
            "brief",
            {"ledger": "a\nb"},
            "ledger: it holds the unseen or broken character U+000A; give a folder",
        ),
        ("brief", {"ledger": "da\ufe0fta"}, "ledger: it holds the unseen or broken character U+FE0F; give"),
        ("brief", {"as_of": None}, "as_of: no day is given; give an ISO date such as 2025-03-27"),
        ("brief", {"as_of": "9" * 10_000}, "9… (9,922 more characters) is not a date; give an ISO date"),
        ("brief", {"claimants": "\u2028"}, "claimants: it holds the unseen or broken character U+2028; give"),
        ("brief", {"claimants": " "}, "claimants: ' ' is blank; give a list"),
        ("brief", {"claimants": "[nis"}, "claimants: '[nis' has one bracket without the other; give a list"),
        (
            "brief",
            {"claimants": ["nis", "jcs\u034f"]},
            "claimants: it holds the unseen or broken character U+034F",
        ),
        ("casualty_ratios", {"denominators": "11000,12000]"}, "'11000,12000]' has one bracket without the"),
        (
            "casualty_ratios",
            {"strength": "11000\u2028"},
            "strength: it holds the unseen or broken character U+2028",
        ),
        (
            "arms_transfers",
            {"calibre": "152mm\ufe0e"},
            "calibre: it holds the unseen or broken character U+FE0E",
        ),
        ("casualty_ratios", {"strength": 999}, "strength: 999 is below 1,000; give a whole number, 1,000 to"),
        ("casualty_ratios", {"strength": True}, "strength: True is not a whole number"),
        ("casualty_ratios", {"strength": 11000.5}, "strength: 11000.5 is not a whole number"),
        ("casualty_ratios", {"strength": "many"}, "strength: 'many' is not a whole number"),
        ("casualty_ratios", {"confidence": "nan"}, "confidence: 'nan' is not a number"),
        ("casualty_ratios", {"confidence": float("nan")}, "confidence: nan is not a number"),
        ("casualty_ratios", {"confidence": 1}, "confidence: 1 is above 0.999"),
        ("casualty_ratios", {"denominators": []}, "denominators: has 0 items; give a list of 1 to 8"),
        ("casualty_ratios", {"denominators": list(range(1000, 1009))}, "denominators: has 9 items"),
        ("casualty_ratios", {"denominators": [11000, 5]}, "denominators: item 2: 5 is below 1,000"),
        ("troop_flows", {"losses_per_month": [300, 0]}, "300 is more than 0, and the lower end comes first"),
        ("troop_flows", {"losses_per_month": [1]}, "losses_per_month: item 2: is not there; give two whole"),
        ("troop_flows", {"losses_per_month": [1, 2, 3]}, "losses_per_month: has 3 items"),
        ("troop_flows", {"losses_per_month": [-1, 2]}, "losses_per_month: item 1: -1 is below 0"),
        ("troop_flows", {"scenario_months": 25}, "scenario_months: 25 is above 24"),
        ("drone_growth", {"window_start": "2024-13"}, "window_start: '2024-13' is not a month"),
        (
            "drone_growth",
            {"window_start": "2024-11"},
            "window_end: 2024-11 is not after window_start 2024-11",
        ),
        ("drone_growth", {"minimum_months": 2}, "minimum_months: 2 is below 3"),
        ("arms_transfers", {"calibre": "155mm"}, "'155mm' is not allowed; give one of 152mm, 122mm, any"),
    ],
)
def test_what_is_refused_and_how(notebook, values, said):
    (fault,) = faults(notebook, **values)
    assert fault.startswith(f"{notebook}: ")
    assert said in fault


def test_an_unknown_name_gets_the_nearest_and_all_that_are_allowed():
    (fault,) = faults("troop_flows", balance_dat="latest")
    assert fault == (
        "troop_flows: balance_dat: no such parameter; did you mean balance_date? "
        "allowed: as_of, claimants, ledger, balance_date, rotation_per_month, reinforcement_per_month, "
        "losses_per_month, scenario_months"
    )
    assert faults("troop_flow")[0].startswith(
        "troop_flow: no such notebook; did you mean troop_flows? allowed: "
    )


def test_all_faults_are_told_at_once_and_survive_a_process_border():
    found = faults("casualty_ratios", strength=1, confidence=2, denominators=["x", 5], strenght=3, as_of="x")
    assert len(found) == 6
    error = pickle.loads(pickle.dumps(ParameterError(found)))
    assert error.faults == found and str(error) == "\n".join(found)


@given(st.dates(min_value=date(2022, 2, 24), max_value=date(2049, 12, 31)))
def test_every_day_of_the_range_comes_back_as_written(day):
    parameters = check("brief", {"as_of": day.isoformat()})
    assert parameters.as_of == day
    assert check("brief", parameters.values()) == parameters


@pytest.mark.slow
@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4)
)
def test_anything_at_all_is_taken_or_refused_in_our_words(value):
    for field in REGISTRY["casualty_ratios"].model.model_fields:
        try:
            taken = check("casualty_ratios", {field: value})
        except ParameterError as error:
            assert all(f"casualty_ratios: {field}: " in fault for fault in error.faults)
        else:
            assert json.loads(json.dumps(taken.values())) == taken.values()


def test_a_list_is_named_with_both_brackets_or_none_and_nothing_in_it_is_everyone():
    for text in ("nis, jcs", "[nis, jcs]", "['nis', \"jcs\"]"):
        assert check("brief", {"claimants": text}).claimants == ("nis", "jcs")
    for text in ("", "[]", "[ ]"):
        assert check("brief", {"claimants": text}).claimants == ()


def test_a_name_that_is_blank_is_no_notebook_and_a_long_one_is_told_in_short():
    for name in ("", " "):
        with pytest.raises(ParameterError, match=r"^no notebook is named; allowed: brief, "):
            check(name, {})
    with pytest.raises(ParameterError, match=r"^x{80}… \(9,920 more characters\): no such notebook"):
        check("x" * 10_000, {})


def test_a_name_given_over_two_lines_is_told_on_one():
    with pytest.raises(ParameterError) as refused:
        check("brief", {"x\nERROR: fake": 1})
    assert str(refused.value).startswith("brief: x\\nERROR: fake: no such parameter")

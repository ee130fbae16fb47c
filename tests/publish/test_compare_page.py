"""The comparison of a sweep: what was planted in the reports is said of the parameters, and nothing else."""

import itertools

import pytest
from bs4 import BeautifulSoup

from frontledger.present.blocks import Finding
from frontledger.publish import compare_page
from frontledger.publish.compare_panels import MOST_COLOURED, Scale
from frontledger.publish.document import Document, HeadlineNumber, IndexEntry
from frontledger.publish.sweep import sweeps


def entry(values, number, notebook="troop_flows", state="done", links=(("HTML", "a.html"),)):
    given = tuple((name, str(value), f"what {name} means") for name, value in values.items())
    return IndexEntry("Sent", notebook, given, state, "At least 10,000.", links, number)


def sent(value, low=None, high=None):
    return HeadlineNumber("sent", value, low, high, "people")


def planted(**lists):
    """Every combination; the number is 1,000 a step of `strong`, 10 a step of `weak`, nothing of the rest."""
    for values in itertools.product(*lists.values()):
        given = dict(zip(lists, values, strict=True))
        number = 1_000.0 * given["strong"] + 10.0 * given.get("weak", 0)
        yield entry(given, sent(number, number - 5, number + 5))


def page_of(entries, title="A sweep"):
    return BeautifulSoup(compare_page.render(title, list(entries)), "html.parser")


def test_the_parameter_that_was_planted_to_move_the_number_most_comes_first_and_is_named():
    entries = list(planted(idle=["x", "y"], weak=[0, 1, 2], strong=[1, 3]))
    (sweep,) = sweeps(entries)
    assert [(panel.parameter, panel.most) for panel in sweep.panels] == [
        ("strong", 2000.0),
        ("weak", 20.0),
        ("idle", 0.0),
    ]
    page = page_of(entries)
    told = page.find("p", class_="takeaway").get_text()
    assert told == "The headline number moves most with strong, by up to 2,000 people."
    assert [heading.get_text() for heading in page.find_all("h3")] == [
        "strong: moves the number by up to 2,000 people",
        "weak: moves the number by up to 20 people",
        "idle: does not move the number",
    ]


def test_what_moves_together_is_not_put_down_to_either():
    entries = [entry({"a": place, "b": place}, sent(100.0 * place)) for place in (1, 2)]
    (sweep,) = sweeps(entries)
    assert [panel.most for panel in sweep.panels] == [None, None]
    assert "no parameter's part can be told" in compare_page.takeaway(sweep)


def test_a_parameter_that_moves_the_bounds_alone_is_said_to():
    entries = [
        entry({"confidence": one}, sent(50.0, 50 - wide, 50 + wide)) for one, wide in ((0.8, 5), (0.95, 9))
    ]
    (sweep,) = sweeps(entries)
    assert compare_page.takeaway(sweep).endswith("moves the headline number, only its bounds")
    assert compare_page.part(sweep.panels[0], "people") == "does not move the number; a bound by up to 4"


def test_of_a_range_without_a_central_value_the_end_that_moves_more_counts():
    entries = [
        entry({"day": day}, sent(None, low, 10.0)) for day, low in (("2025-01-01", 2.0), ("latest", 5.0))
    ]
    (sweep,) = sweeps(entries)
    assert sweep.panels[0].values == ("2025-01-01", "latest")
    assert sweep.panels[0].most == 3.0


def test_the_headline_number_is_that_of_the_first_finding_as_a_float():
    document = Document(
        "Sent", (Finding("sent", "Sent.", value=11_000, low=10_000), Finding("b", "B.", value=1))
    )
    number = document.headline_number
    assert number == HeadlineNumber("sent", 11_000.0, 10_000.0, None, "") and type(number.value) is float
    assert Document("Words", (Finding("words", "No number."),)).headline_number is None
    assert Document("Nothing", ()).headline_number is None


def test_what_rounding_leaves_is_no_move():
    entries = [entry({"n": n}, sent(440.0 + n * 1e-13)) for n in (1, 2)]
    assert sweeps(entries)[0].panels[0].most == 0.0


def test_reports_that_failed_or_speak_of_something_else_are_in_the_table_only():
    other = HeadlineNumber("elsewhere", 9.0, None, None, "guns")
    entries = [
        *(entry({"n": n}, sent(float(n))) for n in (1, 2)),
        entry({"n": 3}, other),
        entry({"n": 4}, None, state="failed"),
        entry({"n": 5}, None),
    ]
    page = page_of(entries)
    assert "2 reports; people; 3 reports with no such number only in the table" in page.get_text()
    cells = [[cell.get_text() for cell in row.find_all("td")] for row in page.tbody.find_all("tr")]
    assert [row[:4] for row in cells] == [
        ["1", "1", "", "people"],
        ["2", "2", "", "people"],
        ["3", "9", "", "guns"],
        ["4", "stopped", "", ""],
        ["5", "no number", "", ""],
    ]
    assert "9" not in page.svg["aria-label"]


def test_dots_and_bars_stand_where_the_numbers_are():
    entries = [entry({"n": 1}, sent(10.0, 0.0, 20.0)), entry({"n": 2}, sent(20.0, 15.0, None))]
    page = page_of(entries)
    assert page.find("path", class_="dots")["d"].count("h0") == 2
    ticks = {tick.get_text(): float(tick["x"]) for tick in page.find("g", class_="grid").find_all("text")}
    first, second = page.find("path", class_="dots")["d"].removeprefix("M").split("M")
    assert float(first.split()[0]) == pytest.approx(ticks["10"]) and float(second.split()[0]) == ticks["20"]
    bars = page.find("path", class_="bars")["d"]
    assert bars.startswith(f"M{ticks['0']} ") and bars.count("v6") == 3  # the open end has no cap
    assert page.svg["aria-label"] == "The headline number in people by n: 10 at 1 and 20 at 2."


def test_few_lines_are_told_apart_and_of_many_one_is_drawn_strongly():
    few = page_of(planted(strong=[1, 2], weak=list(range(MOST_COLOURED))))
    assert [len(held.find_all("li")) for held in few.find_all("ul", class_="held")] == [MOST_COLOURED, 2]
    many = page_of(planted(strong=[1, 2], weak=list(range(50))))
    assert [item.get_text() for item in many.find("ul", class_="held").find_all("li")] == [
        "weak 0",
        "49 other combinations",
    ]


def test_a_thousand_reports_make_a_page_of_moderate_size_without_labels_that_touch():
    entries = list(planted(strong=list(range(200)), weak=list(range(5))))
    text = compare_page.render("Thousand", entries)
    assert len(text) < 600_000
    rows = BeautifulSoup(text, "html.parser").find("g", class_="rows").find_all("text")
    places = [float(row["y"]) for row in rows]
    assert min(after - before for before, after in itertools.pairwise(places)) >= 14


def test_nothing_to_compare_is_no_page():
    assert compare_page.render("T", []) == ""
    assert compare_page.render("T", [entry({"n": 1}, sent(1.0))]) == ""
    assert compare_page.render("T", [entry({"n": n}, None) for n in (1, 2)]) == ""
    assert compare_page.render("T", [entry({"n": 1}, sent(1.0)), entry({"n": 2}, sent(1.0), "brief")]) == ""


@pytest.mark.parametrize(
    "low, high, ticks",
    [(-1.2, 1.2, [-1, -0.5, 0, 0.5, 1]), (4e3, 4.1e3, [4000, 4020, 4040, 4060, 4080, 4100])],
)
def test_ticks_are_round(low, high, ticks):
    assert Scale(low, high).ticks() == ticks


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"]
)
def test_hostile_text_stays_text_and_no_script_may_run(text):
    number = HeadlineNumber(text, 1.0, None, None, text)
    entries = [
        IndexEntry(text, text, ((text, text + str(n), text),), "done", text, (("HTML", text),), number)
        for n in (1, 2)
    ]
    page = page_of(entries, text)
    assert not page.find_all(["script", "img"]) and not page.tbody.find_all("a")
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy and "script-src" not in policy


def test_the_same_entries_give_the_same_bytes():
    entries = list(planted(strong=[1, 2], weak=[1, 2]))
    assert compare_page.render("T", entries) == compare_page.render("T", list(entries))

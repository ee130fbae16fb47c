"""An index of a thousand reports opens at once and is filtered as one types."""

import time
from statistics import median

from frontledger.publish import index
from frontledger.publish.document import IndexEntry


def _thousand():
    for number in range(1000):
        day = f"202{5 + number % 2}-{1 + number % 12:02}-{1 + number % 28:02}"
        given = {
            "as_of": day,
            "claimants": "all",
            "ledger": "the shipped one",
            "strength": str(9000 + number),
        }
        headline = (
            f"Of {9000 + number:,} soldiers sent, 3,600–4,400 were killed or wounded, as told by {day}."
        )
        parameters = tuple((name, value, "What it means, in a sentence.") for name, value in given.items())
        stem = f"casualty_ratios.as_of-{day}+strength-{9000 + number}"
        links = (("HTML", f"{stem}.html"), ("PDF", f"{stem}.pdf"))
        yield IndexEntry("Casualty ratios", "casualty_ratios", parameters, "done", headline, links)


TYPED = """async words => {
  const field = document.getElementById("filter"), begun = performance.now();
  field.value = words;
  field.dispatchEvent(new Event("input"));
  document.body.offsetHeight;
  await new Promise(requestAnimationFrame);
  const left = [...document.querySelectorAll("tbody tr")].filter(row => row.offsetHeight).length;
  return [performance.now() - begun, left, document.getElementById("shown").textContent];
}"""


def test_a_thousand_reports_open_at_once_and_are_filtered_by_parameter_and_headline(tmp_path, browser):
    entries = list(_thousand())
    index.render("Warm", entries[:1])
    begun = time.perf_counter()
    text = index.render("A thousand reports", entries)
    drawn = time.perf_counter() - begun
    path = tmp_path / "index.html"
    path.write_text(text, encoding="utf-8")
    few = tmp_path / "few.html"
    few.write_text(index.render("Ten reports", entries[:10]), encoding="utf-8")
    opened, few_opened, typed = [], [], []
    page = browser.new_page()
    for _ in range(5):
        few_opened.append(_opened(page, few))
        opened.append(_opened(page, path))
        for words, left in (
            ("strength 9123", 1),
            ("2025-01-01 killed", 12),
            ("9,007 soldiers", 1),
            ("", 1000),
        ):
            took, rows, told = page.evaluate(TYPED, words)
            assert rows == left and told == (f"{left} of 1000" if words else "")
            typed.append(took / 1000)
    page.close()
    print(
        f"\nten opened in {median(few_opened):.2f} s; "
        f"{len(text.encode()):,} bytes, written in {drawn:.2f} s, opened in {median(opened):.2f} s "
        f"(slowest {max(opened):.2f} s), filtered in {median(typed):.3f} s (slowest {max(typed):.3f} s)"
    )
    busy = max(1, median(few_opened) / 0.15)  # how much slower than at rest the machine is, if it is
    assert median(opened) < busy and median(typed) < 0.5 * busy


def _opened(page, path):
    begun = time.perf_counter()
    page.goto(path.as_uri())
    page.evaluate("() => new Promise(shown => requestAnimationFrame(() => setTimeout(shown)))")
    return time.perf_counter() - begun

"""What a person answers: read where it can mean one thing only, refused with what may be said instead elsewhere."""

import pytest

from frontledger.ledger.adding import DraftError
from frontledger.ledger.adding.answers import checked, told_choices, understood


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"best": "6,000"}, {"best": "6000"}),
        ({"best": "more than 6 000", "qualifier": ""}, {"best": "6000", "qualifier": "more_than"}),
        ({"best": "about 6000", "qualifier": "at_least"}, {"best": "about 6000", "qualifier": "at_least"}),
        ({"best": "6,00"}, {"best": "6,00"}),
        ({"reported_on": "15 June 2025"}, {"reported_on": "2025-06-15"}),
        ({"period_end": "Jun-25"}, {"period_end": "2025-06"}),
        ({"period_end": "15/06/2025"}, {"period_end": "15/06/2025"}),
        ({"note": "6,000 of 11,000"}, {"note": "6,000 of 11,000"}),
    ],
)
def test_only_what_means_one_thing_is_read(given, made):
    found, said = understood(given)
    assert found == made
    assert len(said) == sum(given[name] != made[name] for name in made)


def test_a_body_is_known_by_its_usual_spellings(shipped):
    for name in ("uk_mod", "UK MoD", "uk mod", "UK Ministry of Defence", "UK Ministry of Defense"):
        assert checked(shipped, "claimant", name) == "uk_mod"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("measure", "casualites", r"did you mean casualties\?"),
        ("claimant", "NIS (South Corea)", r"did you mean NIS \(South Korea\)\?"),
        ("best", "4k", "write 4000"),
        ("best", "5.000", "5.000 may be 5000 or 5; write 5000 or 5"),
        ("period_end", "15/06/2025", "write 2025-06-15, year first"),
        ("claimant", "UK-MOD", r"did you mean uk_mod\?"),
        ("url", "https://\\x", "has no host"),
        ("url", "www.gov.uk/page", r"begins with https:// \(or http://\)"),
        ("url", "UK MoD", "'UK MoD' is not a page's address"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_remedy(shipped, name, text, said):
    with pytest.raises(DraftError, match=said):
        checked(shipped, name, text)


def test_the_choices_offered_are_what_the_ledger_says_most(shipped):
    most = shipped.claims["measure"].value_counts().index[0]
    assert told_choices(shipped, "measure").startswith(f"one of {most}, ")
    assert set(told_choices(shipped, "qualifier").removeprefix("one of ").split(", ")) >= {
        "about",
        "more_than",
    }
    assert told_choices(shipped, "best") == ""

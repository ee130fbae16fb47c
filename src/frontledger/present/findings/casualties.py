"""Headline sentences about killed and wounded: how far ratios lie apart, which cannot both be true."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.casualties.conflicts import Clash, SameBattle, same_battle
from frontledger.analysis.casualties.formulas import COMBAT_RANGE, Screen, screen
from frontledger.analysis.casualties.ratio_claims import RatioClaim, ratio_claims
from frontledger.analysis.casualties.references import definition_pairs, references
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.casualties import (
    factor_text,
    furthest_words,
    level,
    ratio_number,
    ratio_text,
    ratio_words,
    said_in_full,
    stated_ratio,
    with_bounds,
)
from frontledger.present.words.counts import force_name, reckoned
from frontledger.present.words.numbers import count, day, join_names, plural

UNIT = "wounded per killed"


def headline(ledger: Ledger) -> Finding:
    """How far the claimed ratios lie apart, and how many about the same casualties exclude each other."""
    claims = ratio_claims(ledger)
    said = sorted((one for one in claims if stated_ratio(one) is not None), key=_stated)
    if not said:
        words = f"By {day(ledger.as_of)} the claims used here give no number of wounded per killed."
        return Finding("casualty_ratios", words, unit=UNIT)
    return Finding(
        key="casualty_ratios",
        sentence=" ".join(filter(None, (_spread(said, ledger), _clash_count(same_battle(claims))))),
        doubt=_headline_doubt(claims, ledger),
        low=round(_stated(said[0]), 2),
        high=round(_stated(said[-1]), 2),
        unit=UNIT,
        claims=_ids(claims),
    )


def noise_finding(claims: Sequence[RatioClaim], ledger: Ledger, confidence: float) -> Finding | Note:
    """How much wider the bounds are than counting noise, and how much wider the disagreement is than both."""
    widths = [_widths(claim, confidence) for claim in claims if _comparable(claim, confidence)]
    if not widths:
        words = "no ratio used here has both bounds of its wording and counting noise."
        return Note("noise_finding", f"By {day(ledger.as_of)} {words}")
    least, most = min(widths), max(widths)
    said = [_stated(claim) for claim in claims if stated_ratio(claim) is not None]
    times = (
        factor_text(most)
        if round(least, 1) == round(most, 1)
        else f"{count(least, 1)} to {factor_text(most)}"
    )
    return Finding(
        key="noise_finding",
        sentence=(
            f"Counting noise is not the doubt: the bounds that the claims' own wording leaves are {times} "
            f"as wide as a {level(confidence)} interval of counting noise, and the ratios as said differ "
            f"by a factor of {count(max(said) / min(said), 1)}."
        ),
        doubt=(
            "A public figure is not a random sample: an interval of counting noise says how a count of "
            "that size would scatter if nobody erred, misled or defined things otherwise, and knows "
            "nothing of who counted."
        ),
        claims=_ids([claim for claim in claims if _comparable(claim, confidence)]),
    )


def screen_finding(claims: Sequence[RatioClaim], ledger: Ledger) -> Finding | Note:
    """Which ratios lie wholly outside the range seen in combat."""
    if not claims:
        none = "no ratio used here can be set against the range seen in combat."
        return Note("screen", f"By {day(ledger.as_of)} {none}")
    inside, outside = _of(claims, ("within",)), _of(claims, ("defenceless", "below", "above"))
    words = [
        f"Wholly within {ratio_text(COMBAT_RANGE)}, the range seen in combat: {count(len(inside))} of "
        f"{plural(len(claims), 'ratio')}. Wholly outside it: {count(len(outside))}"
        + (f", {join_names([_named(claim) for claim in outside])}." if outside else ".")
    ]
    if _of(claims, ("defenceless",)):
        words.append(
            "Below one wounded per killed a reason has to be stated: execution, entrapment, suicide, no "
            "evacuation."
        )
    return Finding(
        key="screen",
        sentence=" ".join(words),
        doubt=(
            "The screen is a rule of experience from other wars (Coupland and Meddings 1999), not a law: "
            "a ratio inside the range may be wrong and one outside it right. Of a ratio whose bounds "
            "reach across an edge of the range it says nothing."
        ),
        claims=_ids(claims),
    )


def clash_finding(found: SameBattle, ledger: Ledger) -> Finding | Note:
    """Why the two ratios furthest apart cannot describe the same battle."""
    clash = found.widest
    if clash is None:
        words = "no two claims used here about the same casualties exclude each other."
        return Note("clash", f"By {day(ledger.as_of)} {words}")
    return Finding(
        key="clash",
        sentence=f"{_of_same_total(clash)} {_own_killed(clash)}",
        doubt=(
            "The same casualties means dates at most a month apart and totals with a value in common, "
            f"here {plural(clash.days_apart, 'day')} and {reckoned(clash.casualties)}. That the two cannot "
            "both be true does not say which is wrong, or that either is right; counting killed and "
            "wounded differently could explain a part of the gap."
        ),
        claims=clash.claims,
    )


def _stated(claim: RatioClaim) -> float:
    return stated_ratio(claim) or 0.0


def _spread(said: Sequence[RatioClaim], ledger: Ledger) -> str:
    low, high = said[0], said[-1]
    about = f"Claims about {force_name(ledger)} put"
    if len(said) == 1:
        once = f"{ratio_words(low)} ({said_in_full(low.lead)})"
        return f"{about} wounded per killed at {once}; no other ratio was claimed."
    return (
        f"{about} wounded per killed anywhere from {furthest_words(low)} ({said_in_full(low.lead)}) "
        f"to {furthest_words(high)} ({said_in_full(high.lead)})."
    )


def _clash_count(found: SameBattle) -> str:
    if not found.pairs:
        return ""
    clashes = len(found.clashes)
    cannot = f"{count(clashes)} cannot both be true" if clashes else "none excludes the other"
    return f"Of {plural(found.pairs, 'pair')} of ratios about the same casualties {cannot}."


def _headline_doubt(claims: Sequence[RatioClaim], ledger: Ledger) -> str:
    rows = ledger.claims.set_index("claim_id")["belligerent"]
    parties = sum(bool(rows[claim.lead.claims[0]]) for claim in claims)
    words = [
        f"{count(parties) if parties else 'None'} of the {plural(len(claims), 'ratio')} "
        f"{'comes' if parties < 2 else 'come'} from a party to the war.",
        "The ledger holds no claim's own definition of killed",
    ]
    pairs = definition_pairs(references(ledger))
    if not pairs:
        return " ".join(words) + "."
    factor = factor_text(pairs[0].factor)
    return " ".join(words) + f"; whether died of wounds count moves published ratios by up to {factor}."


def _comparable(claim: RatioClaim, confidence: float) -> bool:
    """Whether both ends of the bounds are set and there is noise to compare them with."""
    ratio = claim.bounds.ratio
    return 0 < ratio.lower < ratio.upper < float("inf") and claim.noise(confidence) is not None


def _widths(claim: RatioClaim, confidence: float) -> float:
    noise, ratio = claim.noise(confidence), claim.bounds.ratio
    assert noise is not None, "asked of comparable claims only"
    return (ratio.upper - ratio.lower) / (noise.upper - noise.lower)


def _of(claims: Sequence[RatioClaim], outcomes: Sequence[Screen]) -> list[RatioClaim]:
    return [claim for claim in claims if screen(claim.bounds.ratio) in outcomes]


def _named(claim: RatioClaim) -> str:
    return f"{ratio_words(claim)} of {said_in_full(claim.lead)}"


def _of_same_total(clash: Clash) -> str:
    few, many = (_killed_of(clash, claim) for claim in (clash.high, clash.low))
    return (
        f"Of {count(clash.same_total)} casualties, {_ratio_of(clash.high)} means {few} killed and "
        f"{_ratio_of(clash.low)} means {many}: no number is both."
    )


def _killed_of(clash: Clash, claim: RatioClaim) -> str:
    bounds = reckoned(clash.killed_of_same_total(claim))
    if stated_ratio(claim) is None or claim.stated is None:
        return bounds
    return with_bounds(count(claim.stated.killed_share.upper * clash.same_total), bounds)


def _ratio_of(claim: RatioClaim) -> str:
    stated = stated_ratio(claim)
    ratio = ratio_text(claim.bounds.ratio) if stated is None else ratio_number(stated)
    return f"{ratio} wounded per killed ({said_in_full(claim.lead)})"


def _own_killed(clash: Clash) -> str:
    high, low = (claim.bounds.killed for claim in (clash.high, clash.low))
    assert high is not None and low is not None, "claims with casualties have killed"
    return f"Taken with their own totals the two mean {reckoned(high)} and {reckoned(low)} killed."


def _ids(claims: Sequence[RatioClaim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for claim in claims for one in claim.claims))

"""What a model name of the daily table is: a drone of which class, or no drone at all."""

from __future__ import annotations

import difflib
from functools import lru_cache

SHAHED, UNKNOWN_UAV, RECONNAISSANCE, OTHER_UAV = CLASSES = (
    "shahed",
    "unknown_uav",
    "reconnaissance",
    "other_uav",
)
NOT_A_DRONE, JOINT, RESEMBLES, UNKNOWN_MODEL = "not_a_drone", "joint_row", "resembles_shahed", "unknown_model"

SHAHED_MODEL = "Shahed-136/131"

_RECONNAISSANCE = (
    "Orlan-10", "Orlan-30", "Supercam", "ZALA", "Merlin-VR", "Reconnaissance UAV", "Eleron", "Forpost",
    "Granat-4", "Orion", "Mohajer-6", "Картограф", "Фенікс",
)  # fmt: skip
_OTHER = ("Lancet", "Kub", "Молнія", "Привет-82")
_MISSILES = (
    "X-101/X-555", "X-22", "X-22/X-32", "X-22/X-31P", "X-31", "X-31P", "X-31PD", "X-32", "X-35", "X-47 Kinzhal",
    "X-59", "X-59/X-69", "X-59MK2", "X-69", "3M22 Zircon", "Iskander-K", "Iskander-M", "Iskander-M/KN-23",
    "KN-23", "Kalibr", "P-800 Oniks", "Banderol", "C-300", "C-300/C-400", "C-400", "Ballistic Missile",
    "Intercontinental Ballistic Missile", "Unknown Missile", "Aerial Bomb", "KAB", "GBU",
)  # fmt: skip
_NAMED_LIKE_SHAHED = ("shahed", "geran", "гepah", "шaxeд")
_SAYS_NO_KIND = frozenset(
    (
        "uav",
        "uavs",
        "drone",
        "drones",
        "strike",
        "attack",
        "kamikaze",
        "one-way",
        "long-range",
        "бпла",
        "дрон",
    )
)
"""Names made of these words alone say only that it is a drone, so it may be of the Shahed class."""
_LOOK_ALIKES = str.maketrans("аавсеніікмортуху", "aabcehiikmoptyxy")
_NEAR = 0.8


def model_key(name: str) -> str:
    """The name whatever its capitals, spaces and letters that look the same in Latin and Cyrillic."""
    return " ".join(name.casefold().split()).translate(_LOOK_ALIKES)


_KINDLESS = {model_key(word) for word in _SAYS_NO_KIND}
_KNOWN = {
    model_key(SHAHED_MODEL): SHAHED,
    model_key("Unknown UAV"): UNKNOWN_UAV,
    **{model_key(name): RECONNAISSANCE for name in _RECONNAISSANCE},
    **{model_key(name): OTHER_UAV for name in _OTHER},
    **{model_key(name): NOT_A_DRONE for name in _MISSILES},
}


@lru_cache(maxsize=4096)
def kind_of(model: str) -> str:
    """The class of a model, or why it is none: missiles and bombs, joint rows, names that are not known.

    A joint row of several drones is of their class where they share it and `other_uav` where they do not; one
    that names Shaheds beside anything else cannot be split.

    >>> kind_of("Shahed-136/131"), kind_of("Orlan-10 and ZALA"), kind_of("Молнія and Lancet")
    ('shahed', 'reconnaissance', 'other_uav')
    >>> kind_of("X-22 and X-32"), kind_of("Shahed-136/131 and Lancet"), kind_of("Shahed-136")
    ('not_a_drone', 'joint_row', 'resembles_shahed')
    """
    kinds = {_single(model_key(part)) for part in model_key(model).split(" and ")}
    if len(kinds) == 1:
        return kinds.pop()
    if kinds & {SHAHED, RESEMBLES}:
        return JOINT
    if UNKNOWN_MODEL in kinds:
        return UNKNOWN_MODEL
    return JOINT if NOT_A_DRONE in kinds else OTHER_UAV


def _single(key: str) -> str:
    if key in _KNOWN:
        return _KNOWN[key]
    near = difflib.SequenceMatcher(None, key, model_key(SHAHED_MODEL)).ratio() >= _NEAR
    if not key or near or any(word in key for word in _NAMED_LIKE_SHAHED) or set(key.split()) <= _KINDLESS:
        return RESEMBLES
    return UNKNOWN_MODEL

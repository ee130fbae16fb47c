"""The sliders and choices of the exploring notebook, each made from a parameter's model or the ledger's rows.

ipywidgets comes with JupyterLab's environment, not with the one reports are rendered in; so it is imported when
controls are asked for, and not before.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from IPython.display import display

from frontledger.ledger import Ledger
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.session import CannotBeginError
from frontledger.present.blocks import Block

_WIDE = {"description_width": "9em"}


def day_slider(ledger: Ledger, description: str) -> Any:
    """A slider over the days on which something was said, at the last of them."""
    days = sorted({day.date() for day in ledger.claims["reported_on"].dropna()})
    stops = [(f"{day:%-d %b %Y}", day.isoformat()) for day in days]
    return _widgets().SelectionSlider(
        options=stops, value=stops[-1][1], continuous_update=False, **_words(description)
    )


def month_range(months: Sequence[date], window: tuple[date, date], description: str) -> Any:
    """A slider with two ends over these months, at `window` where both its ends are among them."""
    stops = [(f"{month:%b %Y}", f"{month:%Y-%m}") for month in months]
    ends = tuple(f"{month:%Y-%m}" for month in window if month in months)
    known = ends if len(ends) == 2 else (stops[0][1], stops[-1][1])
    return _widgets().SelectionRangeSlider(
        options=stops, value=known, continuous_update=False, **_words(description)
    )


def claimant_choice(ledger: Ledger) -> Any:
    """A list of the bodies whose claims the ledger holds, by name; none chosen means all of them."""
    heard = ledger.claimants[ledger.claimants["claimant_id"].isin(set(ledger.claims["claimant_id"]))]
    names = sorted(zip(heard["name"], heard["claimant_id"], strict=True))
    return _widgets().SelectMultiple(options=names, rows=8, **_words("whose claims (none: all)"))


def number(notebook: str, parameter: str, step: float) -> Any:
    """A slider or a field for a number, with the bounds and the default its parameter has.

    A slider where the range is short enough to aim in, a field to type in where it is not.
    """
    model = REGISTRY[notebook].model
    schema = model.model_json_schema(mode="serialization")["properties"][parameter]
    value = model().values()[parameter]
    if isinstance(value, list):
        schema, value = schema["items"], value[0]
    given = {"min": schema["minimum"], "max": schema["maximum"], "step": step, "value": value}
    kind = "FloatSlider" if isinstance(value, float) else "BoundedIntText"
    more = {"continuous_update": False, "readout_format": ".3f"} if kind == "FloatSlider" else {}
    return getattr(_widgets(), kind)(**given, **more, **_words(parameter.rstrip("s").replace("_", " ")))


def panel(draw: Callable[..., Sequence[Block]], **controls: Any) -> None:
    """Show the controls, and under them the blocks `draw` gives for their values, drawn again when one is moved.

    What is shown changes in one step from one whole state to the next, however fast a control is moved; where
    `draw` fails, its fault stands there, and nothing that belongs to other values.
    """
    shown = _widgets().Output()

    def redraw(_: object = None) -> None:
        try:
            blocks = draw(**{name: control.value for name, control in controls.items()})
        except Exception as error:
            shown.outputs = ({"output_type": "stream", "name": "stderr", "text": f"{error}\n"},)
            raise
        shown.outputs = tuple(_displayed(block) for block in blocks)

    for control in controls.values():
        control.observe(redraw, "value")
    redraw()
    display(_widgets().VBox(list(controls.values())), shown)


def _displayed(block: Block) -> dict[str, Any]:
    return {"output_type": "display_data", "data": block._repr_mimebundle_(), "metadata": {}}


def _words(description: str) -> dict[str, Any]:
    width = _widgets().Layout(width="44em", max_width="100%")
    return {"description": description, "style": _WIDE, "layout": width}


def _widgets() -> Any:
    try:
        return importlib.import_module("ipywidgets")
    except ModuleNotFoundError:
        raise CannotBeginError(
            "ipywidgets is not installed here; open this notebook with `make lab`, or install frontledger[lab]"
        ) from None

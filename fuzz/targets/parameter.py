"""The parser of parameters: two bytes choose notebook and name, the rest is the value, as text and as YAML."""

from frontledger.notebook.parameters import REGISTRY, check
from frontledger.notebook.refusal import ParameterError
from frontledger.publish.plan_yaml import read_yaml


def one(data: bytes) -> None:
    """Check the value; a refusal names the notebook and the parameter, what is taken is taken the same again."""
    if len(data) < 3:
        return
    notebook = list(REGISTRY)[data[0] % len(REGISTRY)]
    names = list(REGISTRY[notebook].model.model_fields)
    name, text = names[data[1] % len(names)], data[2:].decode("utf-8", "surrogateescape")
    for value in (text, *_yaml(text)):
        try:
            taken = check(notebook, {name: value})
        except ParameterError as error:
            for fault in error.faults:
                assert fault.startswith(f"{notebook}: {name}: ") and "; give " in fault, fault
        else:
            assert check(notebook, taken.values()) == taken


def _yaml(text: str) -> tuple[object, ...]:
    try:
        return (read_yaml(text),)
    except ValueError as error:
        assert ";" in str(error), error
        return ()

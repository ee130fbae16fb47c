"""The reader of plans: the bytes are the file."""

import yaml

from frontledger.publish.errors import PlanError
from frontledger.publish.plan import read_plan
from targets import scratch


class _Dumper(yaml.SafeDumper):
    """Writes what comes twice twice: an alias is not read."""

    def ignore_aliases(self, data: object) -> bool:
        """Every value is written out."""
        return True


def one(data: bytes) -> None:
    """Read the plan; a refusal names the file and a remedy, what was read can be written and read back the same."""
    path = scratch.file("plan.yml", data)
    try:
        plan = read_plan(path)
    except PlanError as error:
        for fault in error.faults:
            assert fault.startswith(f"{path}: ") and ";" in fault, fault
        return
    assert plan.reports and plan.title
    reports = [
        {
            "notebook": report.notebook,
            "title": report.title,
            "formats": list(report.formats),
            "parameters": dict(report.parameters),
        }
        for report in plan.reports
    ]
    text = yaml.dump({"title": plan.title, "reports": reports}, Dumper=_Dumper)
    again = read_plan(scratch.file("plan.yml", text.encode()))
    assert [one.parameters for one in again.reports] == [one.parameters for one in plan.reports]
    assert again.title == plan.title

"""What the forecast report shows of a study, part by part; a part is empty where no forecast could be tested."""

from __future__ import annotations

from frontledger.analysis.forecast.study import ForecastStudy
from frontledger.present.blocks import Block
from frontledger.present.figures import drone_forecast as figures
from frontledger.present.findings import drone_forecast as findings
from frontledger.present.tables import drone_forecast as tables


def scores(study: ForecastStudy) -> tuple[Block, ...]:
    """What was tested and how it scored."""
    tried = study.tried
    if tried is None:
        return ()
    return (
        findings.trial_note(study, tried),
        tables.score_table(study, tried),
        tables.ways_table(study, tried),
    )


def coverage(study: ForecastStudy) -> tuple[Block, ...]:
    """Whether the intervals held what they should have."""
    tried = study.tried
    if tried is None:
        return ()
    return (
        tables.best_table(study, tried),
        figures.track_chart(study, tried),
        tables.coverage_table(study, tried),
    )


def foretold(study: ForecastStudy) -> tuple[Block, ...]:
    """What the best way forecasts."""
    tried = study.tried
    if tried is None:
        return ()
    return (
        findings.forecast_finding(study, tried),
        figures.fan_chart(study, tried),
        tables.forecast_table(study, tried),
    )

"""Monthly counts of attack drones by the series they belong to, and single figures published of them."""

from frontledger.ledger.intervals import QUALIFIERS
from frontledger.ledger.tables.spec import Column, Table

DRONE_SERIES = Table(
    name="drone_series",
    title="Drone series",
    meaning="One row is one way in which somebody counts drones by the month.",
    key=("series_id",),
    columns=(
        Column("series_id", "id", "Identifier of the series.", required=True),
        Column("name", "text", "Name used in charts and tables.", required=True),
        Column("claimant_id", "id", "Who asserts the counts.", required=True, refers_to="claimants"),
        Column(
            "basis",
            "word",
            "computed by us from published daily figures, or published as monthly figures.",
            required=True,
            words=("computed", "published"),
        ),
        Column("qualifier", "word", "How figures of the series are hedged as a rule.", words=QUALIFIERS),
        Column(
            "convention",
            "word",
            "Which month an attack over midnight belongs to.",
            required=True,
            words=("end_date", "start_date", "not_stated"),
        ),
        Column(
            "regional_rows",
            "word",
            "Whether rows that repeat a national total region by region are counted.",
            required=True,
            words=("included", "excluded", "not_stated"),
        ),
        Column(
            "coverage",
            "word",
            "part where launches of some kind or hour are left out, so that a count is a floor.",
            required=True,
            words=("all", "part"),
        ),
        Column(
            "main",
            "flag",
            "true for the one series that reports read where none is named.",
            required=True,
        ),
        Column("note", "text", "What a reader must know to use the series."),
    ),
)

DRONE_LAUNCHES = Table(
    name="drone_launches",
    title="Drone launches",
    meaning="One row is one month of one series.",
    key=("month", "series_id"),
    columns=(
        Column("month", "month", "The month.", required=True),
        Column("series_id", "id", "The series.", required=True, refers_to="drone_series"),
        Column("launched", "count", "Attack drones launched in the month; blank where not stated.", least=0),
        Column("destroyed", "count", "Of those, shot down; blank where not stated.", least=0),
        Column(
            "neutralised", "count", "Of those, shot down or lost to jamming; blank where not stated.", least=0
        ),
        Column("complete", "flag", "false where only a part of the month is covered.", required=True),
        Column("qualifier", "word", "How the launched figure is hedged.", words=QUALIFIERS),
        Column("reported_on", "date", "When the count was said or could first be computed.", required=True),
        Column("source_id", "id", "Where it was read.", required=True, refers_to="sources"),
        Column("note", "text", "What a reader must know to use the count."),
    ),
)

FIGURE_UNITS = {
    "launched": "count",
    "destroyed": "count",
    "neutralised": "count",
    "largest_night": "count",
    "longest_pause": "count",
    "launched_per_day": "rate",
    "launched_per_week": "rate",
    "growth_percent": "change",
    "fall_percent": "change",
    "growth_percent_per_month": "change",
    "share_destroyed": "share",
    "share_neutralised": "share",
    "hit_share": "share",
    "attack_days_following_share": "share",
}
"""What a figure of `drone_figures.csv` may be of: a count is whole, a share is at most 100 percent, and only
a change has a period it is compared with."""

DRONE_FIGURES = Table(
    name="drone_figures",
    title="Drone figures",
    meaning=(
        "One row is one published figure of drone launches that is no total of a month: a total since a day, "
        "a mean, a change, a share, a largest night, a forecast. Totals of a month stand in "
        "drone_launches.csv."
    ),
    key=("figure_id",),
    columns=(
        Column("figure_id", "id", "Identifier of the figure.", required=True),
        Column(
            "quantity",
            "word",
            "launched, destroyed (shot down) and neutralised (shot down or lost) are totals of the period; "
            "largest_night is the most launched in one night of it, longest_pause its most days in a row "
            "without a launch; growth_percent and fall_percent compare it with an earlier period, "
            "growth_percent_per_month spreads that over the months between; shares are percentages of those "
            "launched, attack_days_following_share of the days with a launch that follow one.",
            required=True,
            words=tuple(FIGURE_UNITS),
        ),
        Column(
            "weapons",
            "word",
            "What is counted: attack_drones with their decoys; all_drones, reconnaissance among them; "
            "drones_and_missiles together.",
            required=True,
            words=("attack_drones", "all_drones", "drones_and_missiles"),
        ),
        Column("period_start", "date", "First day of what is stated.", required=True, opens=True),
        Column("period_end", "date", "Last day of what is stated.", required=True),
        Column("compared_start", "date", "First day of the period a change is reckoned from.", opens=True),
        Column("compared_end", "date", "Last day of the period a change is reckoned from."),
        Column("qualifier", "word", "How the figure is hedged.", required=True, words=QUALIFIERS),
        Column("low", "number", "Lower bound stated.", least=0),
        Column("best", "number", "Figure stated.", least=0),
        Column("high", "number", "Upper bound stated.", least=0),
        Column(
            "last_digit",
            "number",
            "What one unit of the last digit printed is worth: 1 for 5,438, 0.1 for 15.7 percent.",
            required=True,
        ),
        Column(
            "convention",
            "word",
            "Which day an attack over midnight belongs to.",
            required=True,
            words=("end_date", "start_date", "not_stated"),
        ),
        Column("claimant_id", "id", "Who asserts the figure.", required=True, refers_to="claimants"),
        Column("source_id", "id", "Where it was read.", required=True, refers_to="sources"),
        Column("reported_on", "date", "When it was said.", required=True),
        Column(
            "kind",
            "word",
            "estimate: of what was; forecast: of what was expected to come.",
            required=True,
            words=("estimate", "forecast"),
        ),
        Column("note", "text", "What a reader must know to use the figure."),
    ),
)

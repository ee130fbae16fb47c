"""Monthly counts of attack drones, by the series they belong to."""

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

"""What the claims are set against: past wars, events, offices held, and the article it all began from."""

from frontledger.ledger.intervals import QUALIFIERS
from frontledger.ledger.tables.spec import Column, Table

REFERENCE_RATIOS = Table(
    name="reference_ratios",
    title="Reference ratios",
    meaning="One row is one published ratio of wounded to killed of another war or army.",
    key=("ref_id",),
    columns=(
        Column("ref_id", "id", "Identifier of the ratio.", required=True),
        Column("war", "text", "The war.", required=True),
        Column("side", "text", "Whose losses.", required=True),
        Column("period", "text", "When, as the source gives it."),
        Column("killed", "number", "Killed, as the source counts them.", least=0),
        Column("wounded", "number", "Wounded, as the source counts them.", least=0),
        Column("ratio", "number", "Wounded per killed.", least=0),
        Column("ratio_low", "number", "Lower bound of the ratio, where the source gives a range.", least=0),
        Column("ratio_high", "number", "Upper bound of the ratio, where the source gives a range.", least=0),
        Column(
            "killed_includes_died_of_wounds",
            "word",
            "Whether those who died of wounds are among the killed.",
            required=True,
            words=("yes", "no", "unclear", "not_stated", "all_causes"),
        ),
        Column("killed_definition", "text", "Who counts as killed."),
        Column("wounded_definition", "text", "Who counts as wounded."),
        Column("basis", "text", "What sort of figure it is.", required=True),
        Column("source", "text", "The source in words."),
        Column("source_id", "id", "Where it was read.", required=True, refers_to="sources"),
        Column("note", "text", "What a reader must know to use the ratio."),
    ),
)

EVENTS = Table(
    name="events",
    title="Events",
    meaning="One row is one dated event.",
    key=("event_id",),
    order=("date", "event_id"),
    columns=(
        Column("event_id", "id", "Identifier of the event.", required=True),
        Column("date", "date", "When it happened, at the precision known.", required=True),
        Column("event", "text", "What happened.", required=True),
        Column("category", "id", "What sort of event.", required=True),
        Column("source_id", "id", "Where it was read.", required=True, refers_to="sources"),
    ),
)

OFFICES = Table(
    name="offices",
    title="Offices",
    meaning="One row is one office a person is shown to hold, between the first and last showing.",
    key=("person", "office", "shown_from"),
    columns=(
        Column("person", "text", "The person.", required=True),
        Column("office", "text", "The office.", required=True),
        Column(
            "shown_from",
            "date",
            "First date a source shows the person in the office.",
            required=True,
            opens=True,
        ),
        Column("shown_to", "date", "Last such date; blank where none is known."),
        Column("source_id", "id", "Where it was read.", required=True, refers_to="sources"),
    ),
)

ARTICLE_CLAIMS = Table(
    name="article_claims",
    title="Article claims",
    meaning="One row is one figure or statement of the news summary the project began from.",
    key=("article_claim_id",),
    columns=(
        Column("article_claim_id", "id", "Identifier of the statement.", required=True),
        Column("topic", "text", "What it is about.", required=True),
        Column("statement", "text", "The statement in our words.", required=True),
        Column("measure", "id", "What is counted; blank where nothing is.", refers_to="measures"),
        Column("force", "id", "Whose people or arms.", refers_to="forces"),
        Column("scope", "id", "Where.", refers_to="scopes"),
        Column("qualifier", "word", "How the figure is hedged.", words=QUALIFIERS),
        Column("low", "number", "Lower bound stated.", least=0),
        Column("best", "number", "Figure stated.", least=0),
        Column("high", "number", "Upper bound stated.", least=0),
        Column("period_start", "date", "First day of what is stated, as the article dates it.", opens=True),
        Column("period_end", "date", "Last day of what is stated, as the article dates it."),
        Column("reported_on", "date", "When the article was published.", required=True),
        Column("claimant_id", "id", "To whom the article ascribes it.", refers_to="claimants"),
        Column("person", "text", "The person it speaks of, where it speaks of an office."),
        Column("office", "text", "The office it gives that person."),
        Column("event_category", "id", "The sort of event it speaks of, a `category` of events.csv."),
        Column("note", "text", "What a reader must know."),
    ),
)

CORRECTIONS = Table(
    name="corrections",
    title="Corrections",
    meaning="One row is one decision of ours about a row of another table, on the record and never in place.",
    key=("correction_id",),
    columns=(
        Column("correction_id", "id", "Identifier of the correction.", required=True),
        Column("target_table", "id", "The table it is about.", required=True),
        Column(
            "target_id", "text", "The key of the row; parts of a longer key are joined by `/`.", required=True
        ),
        Column("column", "id", "The column it is about; for an override, the one replaced."),
        Column(
            "action",
            "word",
            "set_aside: a claim kept, but not used; override: the value replaces the one in the column; "
            "flag: used, with a warning.",
            required=True,
            words=("set_aside", "override", "flag"),
        ),
        Column("value", "text", "The new value of an override."),
        Column("reason", "text", "Why.", required=True),
        Column("decided_on", "date", "When it was decided.", required=True),
        Column("expect", "text", "What the column must still hold for the correction to be right."),
        Column("source_id", "id", "What shows it.", refers_to="sources"),
    ),
)

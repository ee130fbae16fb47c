"""The claims, who made them and where they were read."""

from frontledger.ledger.intervals import QUALIFIERS
from frontledger.ledger.tables.countries import COUNTRIES
from frontledger.ledger.tables.spec import Column, Table

CLAIM_KINDS = ("estimate", "forecast", "acknowledgement", "event")

CLAIMANT_KINDS = (
    "intelligence",
    "military",
    "official",
    "prosecutor",
    "international_body",
    "think_tank",
    "researcher",
    "media",
    "state_media",
    "anonymous_official",
)

NUMBER = "in the unit of the measure; blank where not stated"

CLAIMS = Table(
    name="claims",
    title="Claims",
    meaning="One row is one sourced statement, as published; corrections are kept apart.",
    key=("claim_id",),
    order=("reported_on", "claim_id"),
    columns=(
        Column("claim_id", "id", "Identifier of the claim; never reused.", required=True),
        Column("measure", "id", "What is counted.", required=True, refers_to="measures"),
        Column(
            "force",
            "id",
            "Whose people, or which supplier's arms, are counted.",
            required=True,
            refers_to="forces",
        ),
        Column("low", "number", f"The lower bound the claim itself states, {NUMBER}."),
        Column("best", "number", f"The figure the claim states, {NUMBER}; no midpoint is invented."),
        Column("high", "number", f"The upper bound the claim itself states, {NUMBER}."),
        Column(
            "qualifier",
            "word",
            "How the figure is hedged; blank where no figure is stated.",
            words=QUALIFIERS,
        ),
        Column("period_start", "date", "First day of what is counted, at the precision known.", opens=True),
        Column(
            "period_end",
            "date",
            "Last day of what is counted, at the precision known; of a stock or cumulative count, its date.",
        ),
        Column("scope", "id", "Where.", required=True, refers_to="scopes"),
        Column("scope_detail", "text", "The place in the source's words, where narrower than the scope."),
        Column("claimant_id", "id", "Who asserts it.", required=True, refers_to="claimants"),
        Column("spokesman", "text", "Who spoke for the claimant, or passed the claim on."),
        Column("source_id", "id", "Where it was read.", required=True, refers_to="sources"),
        Column("reported_on", "date", "When it was said; every as-of view cuts on this date.", required=True),
        Column(
            "kind",
            "word",
            "What sort of statement: of what is or was; of a plan; a party's own disclosure; an event.",
            required=True,
            words=CLAIM_KINDS,
        ),
        Column("echo_of", "id", "The claim this one repeats; blank for an original.", refers_to="claims"),
        Column(
            "credibility",
            "count",
            "Admiralty credibility, 1 best to 5; 6 unknown.",
            required=True,
            least=1,
            most=6,
        ),
        Column("note", "text", "What a reader must know to use the claim."),
    ),
)

CLAIMANTS = Table(
    name="claimants",
    title="Claimants",
    meaning="One row is one body that asserts things.",
    key=("claimant_id",),
    columns=(
        Column("claimant_id", "id", "Identifier of the body.", required=True),
        Column("name", "text", "Full name.", required=True),
        Column("short_name", "text", "Name used in charts and tables.", required=True),
        Column(
            "country",
            "word",
            "ISO 3166 alpha-3 code of its country; INT for several; blank if unknown.",
            words=COUNTRIES,
        ),
        Column("kind", "word", "What sort of body it is.", required=True, words=CLAIMANT_KINDS),
        Column("belligerent", "flag", "Whether it belongs to a party to the war.", required=True),
        Column(
            "reliability",
            "word",
            "Admiralty reliability, A best to E; F unknown.",
            required=True,
            words=("A", "B", "C", "D", "E", "F"),
        ),
        Column("means", "text", "What stands behind the body's claims, and why it is rated so."),
    ),
)

SOURCES = Table(
    name="sources",
    title="Sources",
    meaning="One row is one page or file in which something was read.",
    key=("source_id",),
    columns=(
        Column("source_id", "id", "Identifier of the source.", required=True),
        Column("publisher", "text", "Who published it.", required=True),
        Column("url", "url", "Where it is; blank where no address is known."),
        Column("published_on", "date", "When it was published, if known."),
    ),
)

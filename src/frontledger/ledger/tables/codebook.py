"""The codebook: what may be counted, of whom, where, and which totals must add up."""

from frontledger.ledger.tables.spec import Column, Table

FORMS = ("cumulative", "stock", "flow", "share", "rate", "capacity", "value", "event")

MEASURES = Table(
    name="measures",
    title="Measures",
    meaning="One row is one thing that claims count, with its unit, its form and its plausible range.",
    key=("measure",),
    columns=(
        Column("measure", "id", "Identifier of the measure.", required=True),
        Column("name", "text", "Name used in charts and tables.", required=True),
        Column("unit", "text", "Unit of the numbers."),
        Column(
            "form",
            "word",
            "cumulative never falls; stock is at a date; flow is over a period; share, rate and value are as "
            "named; capacity is what could have been held; event has no number.",
            required=True,
            words=FORMS,
        ),
        Column("definition", "text", "What counts and what does not.", required=True),
        Column("floor", "number", "Smallest plausible number; smaller ones are refused."),
        Column("ceiling", "number", "Largest plausible number; larger ones are refused."),
        Column("part_of", "id", "The measure this one is a part of.", refers_to="measures"),
        Column("main_force", "id", "The force meant when none is named.", required=True, refers_to="forces"),
        Column(
            "main_scope",
            "id",
            "The area a count of the whole force speaks of; areas inside it are parts. Read for `sent`.",
            refers_to="scopes",
        ),
    ),
)

SCOPES = Table(
    name="scopes",
    title="Scopes",
    meaning="One row is one area that claims speak of, and the area it lies in.",
    key=("scope",),
    columns=(
        Column("scope", "id", "Identifier of the area.", required=True),
        Column("name", "text", "Name used in charts and tables.", required=True),
        Column("inside", "id", "The area this one lies in; blank for the widest.", refers_to="scopes"),
        Column("definition", "text", "What the area takes in.", required=True),
    ),
)

FORCES = Table(
    name="forces",
    title="Forces",
    meaning="One row is one group of people, or one supplier of arms, that claims speak of.",
    key=("force",),
    columns=(
        Column("force", "id", "Identifier of the force.", required=True),
        Column("name", "text", "Name used in charts and tables.", required=True),
        Column("definition", "text", "Who is meant.", required=True),
    ),
)

IDENTITIES = Table(
    name="identities",
    title="Identities",
    meaning="One row is one term of a sum that must hold between measures.",
    key=("identity_id", "part"),
    columns=(
        Column("identity_id", "id", "Identifier of the sum; its rows share it.", required=True),
        Column("whole", "id", "The measure on the left of the sum.", required=True, refers_to="measures"),
        Column("part", "id", "One measure on the right of the sum.", required=True, refers_to="measures"),
        Column("sign", "sign", "Whether the part is added or taken away.", required=True),
        Column("note", "text", "Why the sum holds, and when it may not."),
    ),
)

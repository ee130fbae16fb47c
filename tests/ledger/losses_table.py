"""A made-up table of losses in the public form: 200 rows around a known truth, seeded, with odd rows planted."""

import csv
import io
import random
from datetime import date, timedelta

HEADER = ("date", "estimate_low", "estimate_high", "estimate", "type", "source", "source_url", "country")
BODIES = (
    "Brant Ministry of Defence", "Brant MoD", "Institute of Long Counts", "The Daily Ledger",
    "Officials of Arden (via Courier)", "Northern Intelligence", "The Book of Names", "Excess deaths (A. Nobody)",
    "Armed Forces of Ukraine", "Office of the President of Ukraine", "Russian Ministry of Defence",
)  # fmt: skip
FIRST, LAST = date(2022, 4, 1), date(2025, 11, 1)


def truth(day, country="russia"):
    """(killed, wounded) to the day: a rate that rises, and three wounded for each killed."""
    days = (day - date(2022, 2, 24)).days
    killed = 60 * days + 0.11 * days**2
    return (killed, 3 * killed) if country == "russia" else (0.4 * killed, 1.6 * killed)


def good_rows(count, seed=7):
    """Rows that are claims: every figure a body could honestly give for the day."""
    dice = random.Random(seed)
    rows = []
    for number in range(count):
        day = FIRST + timedelta(days=round(number * (LAST - FIRST).days / count))
        country = "ukraine" if number % 6 == 5 else "russia"
        kind = ("casualties", "deaths", "casualties", "killed", "wounded")[number % 5]
        killed, wounded = truth(day, country)
        value = {"casualties": killed + wounded, "wounded": wounded}.get(kind, killed) * dice.uniform(
            0.93, 1.07
        )
        rounded = round(value, -3) or 1000
        form = number % 4
        low, high = int(rounded * 0.85), int(rounded * 1.15)
        figures = {0: ("", "", rounded), 1: (low, high, ""), 2: (low, high, rounded), 3: (low, "", "")}[form]
        url = f"https://example.org/{number // 3}"
        figures = tuple(str(int(figure)) if figure else "" for figure in figures)
        rows.append((f"{day:%d/%m/%Y}", *figures, kind, dice.choice(BODIES), url, country))
    return rows


ODD = {
    "date_unreadable": ("spring 2024", "1000", "2000", "", "deaths", "Brant MoD", "", "russia"),
    "before_invasion": ("01/02/2022", "", "", "14000", "deaths", "Brant MoD", "", "ukraine"),
    "number_unreadable": ("05/05/2024", "", "", "about 90k", "deaths", "Brant MoD", "", "russia"),
    "no_number": ("05/05/2024", "", "", "", "deaths", "Brant MoD", "", "russia"),
    "bounds_crossed": ("05/05/2024", "90000", "80000", "", "deaths", "Brant MoD", "", "russia"),
    "out_of_range": ("05/05/2024", "", "", "90000000", "deaths", "Brant MoD", "", "russia"),
    "type_unknown": ("05/05/2024", "", "", "3000", "tanks", "Brant MoD", "", "russia"),
    "country_unknown": ("05/05/2024", "", "", "90000", "deaths", "Brant MoD", "", "both"),
    "source_unreadable": ("05/05/2024", "", "", "90000", "deaths", "=cmd|' /C calc'!A0", "", "russia"),
}
APART = ("05/05/2052", "", "", "90000", "deaths", "Brant MoD", "", "russia")
SEPARATED = (
    "21/06/2024",
    "106,000",
    "140,000",
    "120,000",
    "deaths",
    "Book; Ledger",
    "(by letter to the authors)",
    "russia",
)
FRACTION = (
    "22/06/2024",
    "105998.59",
    "140782.28",
    "120673.89",
    "deaths",
    "Ledger",
    "https://example.org/f see note",
    "RU",
)
ISO = (
    "2024-06-23",
    "",
    "200000",
    "",
    "Killed",
    "Western intelligence agencies (via Courier)",
    "https://example.org/i",
    "UA",
)


def table(count=200, seed=7):
    """The 200 rows: good ones, one of each odd kind, one apart, a repeated row, and three in other spellings."""
    odd = [*ODD.values(), APART, SEPARATED, FRACTION, ISO]
    good = good_rows(count - len(odd) - 1, seed)
    rows = [*good, good[10], *odd]
    random.Random(seed).shuffle(rows)
    return rows


def csv_bytes(rows, header=HEADER, terminator="\n", encoding="utf-8"):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=terminator)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)

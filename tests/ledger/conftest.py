"""A small, sound ledger in a folder of its own, and the means to spoil it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from frontledger.ledger import check
from frontledger.ledger.tables import TABLES

ROWS = {
    "claims": """\
C1,killed,troops,,100,,at_least,2024-12-01,2024-12-19,front,,agency,Deputy,page1,2024-12-19,estimate,,3,First
C2,killed,troops,,300,,about,2024-12-01,2025-01-13,front,,agency,,page2,2025-01-13,estimate,,3,
C3,wounded,troops,,2700,,about,2024-12-01,2025-01-13,front,,agency,,page2,2025-01-13,estimate,,3,"A note
on two lines, with a comma"
C4,killed,troops,,300,,about,,2025-01,front,,ministry,,page3,2025-01-20,estimate,C2,6,
C5,sent,troops,10000,,12000,between,2024-10,2024-11,country,,ministry,,page4,2024-12,estimate,,2,
C6,sent,troops,,3000,,up_to,,2025-06,country,,ministry,,page4,2025-01-31,forecast,,6,
C7,withdrawn,troops,,,,,,2025-01-31,front,,agency,,page5,2025-02-04,event,,3,
C8,death_share,troops,,12.5,,exact,,2025-01-13,front,,agency,,page2,2025-01-13,estimate,,3,
C9,shells,supplier,,5000,,more_than,2024,2024-12-31,country,,agency,,page5,2025-02-04,estimate,,4,
""",
    "claimants": """\
agency,The Agency,Agency,AUT,intelligence,false,C,Briefs lawmakers
ministry,The Ministry,Ministry,BEL,official,true,D,
""",
    "sources": """\
page1,Daily,https://example.org/1,2024-12-19
page2,Daily,https://example.org/2,2025-01-13
page3,Weekly,https://example.org/3,2025-01-20
page4,Weekly,,2025-02
page5,Weekly,https://example.org/5,
""",
    "measures": """\
killed,Killed,people,cumulative,Dead of enemy action so far,0,20000,,troops,
wounded,Wounded,people,cumulative,Wounded so far,0,50000,,troops,
casualties,Casualties,people,cumulative,Killed and wounded so far,0,70000,,troops,
sent,Sent,people,cumulative,Everyone sent so far,0,100000,,troops,country
withdrawn,Withdrawn,,event,Seen to leave the front,,,,troops,
death_share,Killed share,percent,share,Killed as a share of casualties,0,100,,troops,
drones_launched,Drones launched,drones,flow,Launched in the month,0,20000,,supplier,
shells,Shells,rounds,cumulative,Rounds delivered so far,0,20000000,,supplier,
""",
    "scopes": """\
war,The war,,Everywhere
country,Country,war,The whole country
front,Front,country,The front
""",
    "forces": "troops,Troops,Soldiers sent\nsupplier,Supplier,The state that supplies\n",
    "identities": "total,casualties,killed,+1,\ntotal,casualties,wounded,+1,\n",
    "drone_series": "table,Published table,agency,computed,exact,end_date,excluded,all,true,\n",
    "drone_launches": """\
2024-12,table,1850,1100,1700,true,exact,2024-12-31,page2,
2025-01,table,2600,1500,,true,exact,2025-01-31,page2,
""",
    "drone_figures": """\
D1,launched,attack_drones,2024-12-01,2024-12-15,,,more_than,,900,,100,not_stated,agency,page2,2025-01-13,estimate,
D2,growth_percent,attack_drones,2024-12,2024-12,2024-11,2024-11,about,,25,,1,end_date,agency,page2,2025-01-13,estimate,
D3,hit_share,attack_drones,2024-12,2024-12,,,exact,,15.7,,0.1,end_date,agency,page2,2025-01-13,estimate,
D4,largest_night,attack_drones,2025-01,2025-03,,,up_to,,400,,100,not_stated,ministry,page3,2025-01-20,forecast,
""",
    "reference_ratios": """\
R1,An old war,One side,1950-1953,33741,103284,3.06,,,yes,,Non-mortal wounds,official count,A table,page1,
R2,Another war,Both,,,,4,3,5,no,,,study,A study,page3,
""",
    "events": "E1,2024-10-23,First sighting,deployment,page1\nE2,2025-02,Return,deployment,page4\n",
    "offices": "A Minister,Minister,2024-05,2025-02-01,page1\n",
    "article_claims": """\
A1,casualties,So many killed,killed,troops,front,about,,300,,,2025-01,2025-01-15,agency,,,,
""",
    "corrections": """\
K1,claims,C9,best,flag,,The page is cut off,2025-03-01,5000,page5
""",
}


@dataclass
class Folder:
    """A ledger's folder that a test may spoil."""

    path: Path

    def file(self, name: str) -> Path:
        return self.path / f"{name}.csv"

    def spoil(self, name: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands in a table; the line it stands on, counted from 1."""
        text = self.file(name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}.csv"
        self.file(name).write_text(text.replace(old, new), encoding="utf-8", newline="")
        return text[: text.index(old)].count("\n") + 1

    def faults(self) -> list[str]:
        """Every fault, as a person reads it, with the folder's name left out."""
        return [str(fault).removeprefix(f"{self.path}/") for fault in check(self.path)]


@pytest.fixture
def small_ledger(tmp_path: Path) -> Folder:
    """A sound ledger of a few rows a table."""
    folder = Folder(tmp_path / "ledger")
    folder.path.mkdir()
    for name, table in TABLES.items():
        text = ",".join(table.names) + "\n" + ROWS[name]
        folder.file(name).write_text(text, encoding="utf-8", newline="")
    return folder

"""What the fake office of the counter is made of: services, tickets, neighbours, breaks."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue import Priority, Waiting
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services.help import HelpPage
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.services.visit_rows import AlarmRow, BreakChoice, CounterTarget, LegRow

OFFICE = OfficeRow(code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal="")

GROUPS = {
    "A": "Ambil SK",
    "C": "Cuti",
    "K": "Kepegawaian dan pangkat",
    "L": "Kartu dan legalisasi",
    "M": "Informasi dan pengaduan",
    "U": "Pensiun",
}


@dataclass(frozen=True)
class Service:
    """What the fake knows of a service."""

    code: str
    name: str
    minutes: int
    requirements: tuple[str, ...]
    legal_basis: str
    promise_days: int | None = None
    fee: str = "Tidak dipungut biaya"

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"service:{self.code}")

    def renamed(self, name: str) -> "Service":
        return replace(self, name=name)


SERVICES = {
    service.code: service
    for service in (
        Service(
            "CT", "Cuti tahunan", 10,
            ("Formulir permintaan dan pemberian cuti", "KTP atau kartu ASN", "Persetujuan atasan langsung"),
            "PP 11/2017 jo. 17/2020; Per.BKN 24/2017 jo. 7/2021", promise_days=3,
        ),
        Service(
            "CS", "Cuti sakit", 8, ("Formulir permintaan cuti", "Surat keterangan dokter"),
            "Per.BKN 24/2017 huruf C",
        ),
        Service(
            "KGB", "Kenaikan Gaji Berkala (KGB)", 15,
            (
                "Surat pengantar Perangkat Daerah", "Fotokopi sah SK pangkat terakhir",
                "Fotokopi sah SK/surat KGB terakhir", "SKP 1 tahun terakhir (semua unsur minimal Baik)",
            ),
            "PP 7/1977 jo. PP 5/2024", promise_days=10, fee="Tidak dipungut biaya (ditanggung APBD)",
        ),
        Service(
            "SK-AMBIL", "Pengambilan SK/Petikan di loket", 8,
            ("KTP asli", "Kartu pegawai", "Surat kuasa bila diwakilkan"), "SOP internal",
        ),
        Service(
            "PENSIUN-BUP", "Pensiun Batas Usia Pensiun (BUP)", 15,
            ("Surat pengantar", "SK CPNS dan SK PNS"), "UU 11/1969; PP 11/2017; Per.BKN 2/2018",
        ),
        Service("INFO", "Informasi dan konsultasi kepegawaian", 8, (), "UU 25/2009; UU 14/2008"),
        Service(
            "KARIS", "Kartu Istri/Kartu Suami (Karis/Karsu)", 15, ("Fotokopi surat nikah",),
            "Kep.BAKN 1158a/KEP/1983",
        ),
    )
}  # fmt: skip


# The group of each service, by its series.
SERIES = {
    "CT": "C", "CS": "C", "KGB": "K", "SK-AMBIL": "A", "PENSIUN-BUP": "U", "INFO": "M", "KARIS": "L",
}  # fmt: skip


def help_page(service: Service, version: int = 1, since: datetime | None = None) -> HelpPage:
    """What F1 shows of a service."""
    notes = "Cuti tahunan paling sedikit 1 hari kerja." if service.code == "CT" else ""
    return HelpPage(
        service=service.id, code=service.code, name=service.name, series=SERIES[service.code],
        group=GROUPS[SERIES[service.code]], requirements=service.requirements, minutes=service.minutes,
        promise_days=service.promise_days, fee=service.fee, product="", legal_basis=service.legal_basis,
        notes=notes, version=version, since=since,
    )  # fmt: skip


BREAKS = (
    BreakChoice(reason="Istirahat", minutes=15),
    BreakChoice(reason="Salat", minutes=20),
    BreakChoice(reason="Rapat", minutes=60),
)


def neighbour(number: int, person: str, skills: tuple[str, ...]) -> CounterTarget:
    """Another counter that is open."""
    return CounterTarget(
        counter=uuid5(NAMESPACE_URL, f"counter:{number}"),
        number=number,
        person=person,
        paused=False,
        skills=skills,
        serves=False,
    )


def alarm_at(counter: int, person: str, since: datetime, *, here: bool = False) -> AlarmRow:
    """An emergency that stands."""
    identity = uuid5(NAMESPACE_URL, f"alarm:{counter}:{since}")
    return AlarmRow(id=identity, counter=counter, person=person, since=since, here=here)


@dataclass
class Ticket:
    """One ticket of the fake, changed in place."""

    series: str
    number: int
    service: Service
    issued_at: datetime
    priority: Priority | None = None
    state: State = State.WAITING
    calls: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    no_show_at: datetime | None = None
    took: timedelta | None = None
    parked_at: datetime | None = None
    common: bool = False
    legs: tuple[LegRow, ...] = ()  # those before the present one
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.day = business_day(self.issued_at)

    @property
    def label(self) -> str:
        return format_number(self.series, self.number)

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.day}:{self.label}")

    def waiting(self) -> Waiting:
        return Waiting(
            id=self.id,
            series=self.series,
            number=self.number,
            service=self.service.name,
            priority=self.priority,
            place_at=self.issued_at,
            queued_at=self.issued_at,
        )

"""``bkpsdm-desktop simulate``: its options, what it says, and its JSON."""

import argparse
import secrets
import sys
from collections import Counter as Tally
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import OPEN_STATES, Act, State

if TYPE_CHECKING:
    from bkpsdm_desktop.app.simulate.run import Outcome, Wanted

_MOST_VISITORS = 5000
_MOST_STATIONS = 64

_CHECK_NAMES = {
    "balance": "Jumlah nomor cocok",
    "numbers": "Nomor urut tanpa celah",
    "one_counter": "Satu nomor di satu loket",
    "chains": "Riwayat setiap nomor sah",
    "audit": "Jejak audit utuh",
    "pictures": "Setiap panggilan tampil di setiap layar",
    "visitors": "Setiap pengunjung mendapat nomor",
    "appointments": "Setiap janji mendapat nomornya",
    "processes": "Setiap proses selesai dengan baik",
}


def add_parser(subparsers: Any) -> None:
    """The subcommand ``simulate`` for argparse's ``add_subparsers()``."""
    parser = subparsers.add_parser(
        "simulate", help="jalankan satu hari layanan buatan dengan banyak proses, lalu periksa hasilnya"
    )
    add_options(parser)
    parser.set_defaults(run=simulate)


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--db", required=True, metavar="URL", help="basis data; yang kosong diisi kantor contoh")
    add("--visitors", type=_count, default=150, metavar="N", help="pengunjung (150)")
    add("--kiosks", type=_count, default=4, metavar="N", help="mesin antrean (4)")
    add("--counters", type=_count, default=4, metavar="N", help="loket (4)")
    add("--displays", type=_count_or_none, default=2, metavar="N", help="layar (2)")
    add("--seed", type=_whole, metavar="S", help="benih: rencana yang sama, bukan urutan proses yang sama")
    add("--date", type=_day, metavar="DAY", help="hari layanan, misalnya 2026-11-24 (hari ini)")
    add("--kill-every", type=_count, metavar="N", help="matikan paksa satu proses setiap N nomor")
    add("--json", type=Path, metavar="FILE", help="tulis hasil sebagai JSON")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' bukan bilangan bulat; contoh: 7") from None


def _count_or_none(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"'{text}' bukan bilangan bulat; contoh: 4")
    return int(text)


def _count(text: str) -> int:
    if _count_or_none(text) == 0:
        raise argparse.ArgumentTypeError("paling sedikit 1")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' bukan tanggal; contoh: 2026-11-24") from None


def simulate(arguments: argparse.Namespace) -> int:
    """Run the day and report. Exit status: 0 all is whole, 1 a check found rows, 2 it could not begin."""
    from bkpsdm_desktop.app.simulate.run import Wanted, simulate_day  # not for the command line's help

    wanted = Wanted(
        url=arguments.db,
        day=arguments.date or business_day(datetime.now(UTC)),
        seed=secrets.randbelow(1_000_000) if arguments.seed is None else arguments.seed,
        visitors=arguments.visitors,
        kiosks=arguments.kiosks,
        counters=arguments.counters,
        displays=arguments.displays,
        kill_every=arguments.kill_every,
    )
    try:
        _check_sizes(wanted)
        _check_json(arguments.json)
        _say(_heading(wanted))
        outcome = simulate_day(wanted)
    except Refused as refusal:
        sys.stderr.write(refusal.sentence + "\n")
        return 2
    if arguments.json is not None:
        report = msgspec.json.format(msgspec.json.encode(as_json(outcome)), indent=1)
        arguments.json.write_bytes(report + b"\n")
    _say("\n".join(summary(outcome)))
    return 1 if any(outcome.checks.values()) else 0


def _check_sizes(wanted: "Wanted") -> None:
    if wanted.visitors > _MOST_VISITORS:
        raise Refused(f"--visitors paling banyak {_MOST_VISITORS}.")
    if max(wanted.kiosks, wanted.counters, wanted.displays) > _MOST_STATIONS:
        raise Refused(f"--kiosks, --counters, dan --displays paling banyak {_MOST_STATIONS}.")


def _check_json(path: Path | None) -> None:
    """A report that can't be written is told before the day, not after it."""
    if path is None:
        return
    try:
        path.touch()
    except OSError:
        raise Refused(f"Berkas {path} tidak dapat ditulis: periksa folder dan izinnya.") from None


def as_json(outcome: "Outcome") -> dict[str, object]:
    """The outcome as plain values."""
    wanted = outcome.wanted
    return {
        "date": wanted.day.isoformat(),
        "seed": wanted.seed,
        "visitors": wanted.visitors,
        "factor": outcome.factor,
        "seconds": round(outcome.seconds, 2),
        "issued": outcome.issued,
        "by_state": {str(state): count for state, count in outcome.by_state.items()},
        "acts": {str(act): count for act, count in outcome.acts.items()},
        "booked": outcome.booked,
        "kills": outcome.kills,
        "checks": outcome.checks,
    }


def _heading(wanted: "Wanted") -> str:
    return (
        f"Simulasi {long_date(wanted.day)}: {wanted.visitors} pengunjung, {wanted.kiosks} mesin antrean, "
        f"{wanted.counters} loket, {wanted.displays} layar.\n"
        f"Benih {wanted.seed}: rencana harinya selalu sama, urutan prosesnya tidak."
    )


def summary(outcome: "Outcome") -> list[str]:
    """A few lines for people: what happened, how long people waited, what the checks found."""
    states = outcome.by_state
    still_open = sum(states[state] for state in OPEN_STATES)
    lines = [
        f"Selesai dalam {_decimal(outcome.seconds)} detik; satu detik mewakili "
        f"{_decimal(outcome.factor / 60)} menit.",
        f"{outcome.issued} nomor: {states[State.FINISHED]} selesai, {states[State.NO_SHOW]} tidak hadir, "
        f"{states[State.CANCELLED]} batal, {states[State.UNSERVED]} tidak terlayani, "
        f"{still_open} masih terbuka.",
    ]
    for kind, title in (("regular", "Reguler"), ("priority", "Prioritas")):
        if outcome.waits.get(kind):
            lines.append(f"{title}: menunggu {_minutes(outcome.waits[kind])}.")
    acts = outcome.acts
    lines.append(
        f"Ditunda {acts.get(Act.PARK, 0)} kali, dialihkan {acts.get(Act.TRANSFER, 0)}, layanan tambahan "
        f"{acts.get(Act.NEXT_SERVICE, 0)}, diurungkan {acts.get(Act.UNDO, 0)}, dengan janji {outcome.booked}."
    )
    if outcome.kills:
        times = Tally(str(kill["process"]) for kill in outcome.kills)
        names = ", ".join(f"{name} ({count}×)" for name, count in sorted(times.items()))
        lines.append(f"Dimatikan paksa {len(outcome.kills)} kali, lalu dinyalakan lagi: {names}.")
    for name, rows in outcome.checks.items():
        found = f"TIDAK, {len(rows)} temuan" if rows else "ya"
        lines.append(f"  {_CHECK_NAMES[name]}: {found}")
        lines += [f"    {', '.join(f'{key} {value}' for key, value in row.items())}" for row in rows[:5]]
    return lines


def _minutes(spans: Sequence[timedelta]) -> str:
    from statistics import median  # every start of the program reads this module's options

    minutes = [span.total_seconds() / 60 for span in spans]
    return f"{_decimal(median(minutes))} menit (median), paling lama {_decimal(max(minutes))} menit"


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

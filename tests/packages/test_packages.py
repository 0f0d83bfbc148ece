"""What people install: the folder with its own Python, and the .deb, started as on a PC without Python."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import gettempdir

import pytest
from filelock import FileLock

from bkpsdm_desktop.domain.voice import CHIME
from installer import build_deb
from tests.emulator.interpreter import printed
from tests.helpers.sound import null_sink
from tests.helpers.source import ROOT
from tests.helpers.waiting import eventually
from tests.packages.built import built_deb, built_folder

pytestmark = pytest.mark.slow

ENTRIES = ("bkpsdm-desktop", *(f"bkpsdm-desktop-{role}" for role in ("kiosk", "loket", "layar")))
_AUDIBLE = 0.05  # of what a sample can be
SAID = re.compile(
    r"Uji diri berhasil pukul \d\d\.\d\d WIB: nomor ([A-Z]\d{3}) diambil .* dicetak ke (.+) \(\d"
)


def run_bare(program: Path, *arguments: str, at: Path) -> "subprocess.CompletedProcess[str]":
    """Start the program from another folder; no Python, no PATH, no time zones of the system help."""
    return subprocess.run(
        [str(program), *arguments],
        cwd=at,
        env={"HOME": str(at), "LC_ALL": "C.UTF-8", "PATH": "/nonexistent", "PYTHONTZPATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def takes_a_ticket(program: Path, at: Path) -> None:
    """The self-test of the program: a number is taken at the kiosk's window, and its slip is whole."""
    at.mkdir(parents=True, exist_ok=True)
    done = run_bare(program, "self-test", str(at / "uji"), at=at)
    assert done.returncode == 0, done.stderr
    said = SAID.match(done.stdout)
    assert said is not None, done.stdout
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    slip = printed(Path(said[2]).read_bytes(), 576)
    assert slip.width == 576
    assert slip.height > 400
    assert len(list((at / "uji").rglob("slip-*.bin"))) == 1


@pytest.fixture(scope="module")
def folder() -> Path:
    return built_folder()


@pytest.fixture(scope="module")
def deb() -> Path:
    return built_deb()


def test_feat_the_folder_starts_takes_a_ticket_and_exits(folder: Path, tmp_path: Path) -> None:
    takes_a_ticket(folder / "bkpsdm-desktop", tmp_path / "tempat lain")


def test_fault_c4_the_folder_knows_jakarta_without_time_zones_of_the_system(
    folder: Path, tmp_path: Path
) -> None:
    """``PYTHONTZPATH`` empty: Python looks nowhere but in its own package, as on Windows."""
    assert list(folder.rglob("tzdata/zoneinfo/Asia/Jakarta"))
    takes_a_ticket(folder / "bkpsdm-desktop", tmp_path)


def test_the_folder_has_every_command(folder: Path, tmp_path: Path) -> None:
    program = folder / "bkpsdm-desktop"
    help_text = run_bare(program, "--help", at=tmp_path)
    assert help_text.returncode == 0
    assert "self-test" in help_text.stdout
    wrong = run_bare(program, "--data", str(tmp_path / "data"), "db", "backup", at=tmp_path)
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (1, False)


def test_the_folder_holds_nothing_of_gtk_and_no_link_to_nowhere(folder: Path) -> None:
    names = [path.name for path in folder.rglob("*")]
    assert [name for name in names if re.match(r"libq?gtk|libgdk|libQt6(WebEngine|3D)", name)] == []
    assert [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()] == []


def test_the_folder_holds_everything_of_ui_and_resources(folder: Path) -> None:
    """Forms of help, pieces of the voice, fonts, icons, reference data: each as it is in the sources."""
    inside = folder / "isi" / "bkpsdm_desktop" / "_data"
    files = [path for top in ("ui", "resources") for path in (ROOT / top).rglob("*") if path.is_file()]
    names = [path.relative_to(ROOT) for path in files if "__pycache__" not in path.parts]
    assert {name.parts[1] for name in names if name.parts[0] == "resources"} >= {"fonts", "sounds", "icons"}
    lacking = [str(name) for name in names if not (inside / name).is_file()]
    assert lacking == []
    assert [str(name) for name in names if (inside / name).read_bytes() != (ROOT / name).read_bytes()] == []


def test_the_folder_plays_its_own_chime_on_the_sound_service(folder: Path, tmp_path: Path) -> None:
    """The player of sentences, as a display's station starts it."""
    [chime] = folder.rglob(f"sounds/{CHIME}.wav")
    sound = chime.read_bytes()
    with null_sink() as service:
        player = subprocess.Popen(
            [str(folder / "bkpsdm-desktop"), "loudspeaker"],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": "/nonexistent", **service.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert player.stdin is not None
        assert player.stdout is not None
        try:
            assert player.stdout.readline() == b"state ok\n"
            player.stdin.write(b"say 1 1.0 %d\n" % len(sound) + sound)
            player.stdin.flush()
            eventually(lambda: float(abs(service.recording()).max()) > _AUDIBLE, seconds=20)
            assert player.stdout.readline() == b"played 1\n"
            player.stdin.close()
            assert player.wait(30) == 0
        finally:
            player.kill()
            player.wait()
            player.stdout.close()


def test_the_deb_says_what_it_is_and_what_it_needs(deb: Path) -> None:
    told = _output(["dpkg-deb", "--field", str(deb)])
    assert "Package: bkpsdm-desktop\n" in told
    assert f"Version: {build_deb.version()}\n" in told
    assert deb.name.startswith(f"bkpsdm-desktop_{build_deb.version()}_")
    assert re.search(r"^Depends: libc6 \(>= 2\.\d+\), ", told, re.MULTILINE)
    listed = _output(["dpkg-deb", "--contents", str(deb)])
    owners = {line.split()[1] for line in listed.splitlines()}
    assert owners == {"root/root"}
    for name in ENTRIES:
        assert f"./usr/share/applications/{name}.desktop" in listed
    assert "./usr/bin/bkpsdm-desktop -> /opt/bkpsdm-desktop/bkpsdm-desktop" in listed
    assert "./usr/lib/udev/rules.d/60-bkpsdm-desktop.rules" in listed
    assert "./usr/share/icons/hicolor/scalable/apps/bkpsdm-desktop.svg" in listed


def test_every_library_from_outside_comes_with_a_package_the_deb_names(folder: Path, deb: Path) -> None:
    libraries = [str(path) for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    inside = {path.name for path in folder.rglob("*.so*")}
    headers = _output(["readelf", "-d", *libraries])
    wanted = set(re.findall(r"\(NEEDED\)\s+Shared library: \[([^]]+)\]", headers))
    outside = {name for name in wanted - inside if not name.startswith(("ld-linux", "libQt6"))}
    named = {
        *("libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2", "librt.so.1"),
        *("libutil.so.1", "libdrm.so.2", "libEGL.so.1", "libGL.so.1", "libxcb.so.1"),
        *("libwayland-client.so.0", "libwayland-server.so.0"),
    }
    # Of platforms that are not there: their plug-ins are not loaded then.
    optional = {"libwayland-cursor.so.0", "libwayland-egl.so.1"}
    assert outside - named - optional == set()


def test_the_licences_of_everything_inside_are_listed() -> None:
    text = build_deb.licences()
    for name in ("PySide6_Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "argon2-cffi", "shiboken6"):
        [line] = [line for line in text.splitlines() if line.lower().startswith(f"{name.lower()} ")]
        assert len(line.partition(": ")[2]) > 2, line


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_desktop_entries_are_valid(deb: Path, entry: str) -> None:
    source = build_deb.HERE / "deb" / f"{entry}.desktop"
    _output(["desktop-file-validate", str(source)])
    text = source.read_text(encoding="utf-8")
    role = entry.removeprefix("bkpsdm-desktop").lstrip("-")
    assert (f"Exec=bkpsdm-desktop --role {role}\n" if role else "Exec=bkpsdm-desktop\n") in text


@pytest.fixture
def installed(deb: Path, tmp_path: Path) -> Iterator[Path]:
    """The program as the package puts it on a PC: by dpkg as root, else unpacked beside."""
    if os.geteuid() != 0:
        _output(["dpkg-deb", "-x", str(deb), str(tmp_path / "pc")])
        yield tmp_path / "pc"
        return
    with FileLock(Path(gettempdir()) / "bkpsdm-desktop-installed.lock"):  # there is one /opt
        _output(["dpkg", "-i", str(deb)])
        try:
            yield Path("/")
        finally:
            _output(["dpkg", "--purge", "bkpsdm-desktop"])


def test_feat_the_deb_is_installed_runs_and_is_removed(installed: Path, deb: Path, tmp_path: Path) -> None:
    listed = [line.split(maxsplit=5)[5] for line in _output(["dpkg-deb", "-c", str(deb)]).splitlines()]
    files = [installed / name.partition(" -> ")[0].removeprefix("./") for name in listed]
    assert [path for path in files if not os.path.lexists(path)] == []
    program = installed / "usr/bin/bkpsdm-desktop"
    if installed == Path("/"):
        assert program.resolve() == Path("/opt/bkpsdm-desktop/bkpsdm-desktop")
    else:  # the link is meant for the root of the system
        program = installed / "opt/bkpsdm-desktop/bkpsdm-desktop"
    takes_a_ticket(program, tmp_path / "rumah")
    if installed == Path("/"):
        _output(["dpkg", "--remove", "bkpsdm-desktop"])
    else:
        shutil.rmtree(installed)
    left = [path for path in files if "bkpsdm" in str(path.relative_to(installed)) and os.path.lexists(path)]
    assert left == []
    assert not (installed / "opt/bkpsdm-desktop").exists()


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout

#!/usr/bin/env python3
"""The developer's commands. Standard library only: it runs on a machine with nothing but Python.

    python3 dev.py run [DIR]       a made-up office; without a screen its pictures go to DIR
    python3 dev.py test [--fast]   lint, types, import contracts, tests on SQLite and on PostgreSQL
    python3 dev.py bench           the measurements of docs/benchmarks.md
    python3 dev.py tour DIR        a picture of every screen; --docs: those of docs/tour.md, small
    python3 dev.py build           compiled forms; in dist/ the wheel, the program as a folder, the .deb;
                                   --clips: only the pieces of announcements (resources/sounds) anew
    python3 dev.py lock            requirements.lock anew, from pyproject.toml

Each makes .venv first, with exactly what requirements.lock names, and says what the system lacks.
"""

from __future__ import annotations  # an older Python must get as far as the sentence that refuses it

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "bkpsdm-stamp"
LOCK = ROOT / "requirements.lock"
FORMS = ROOT / "ui" / "forms"
DIST = ROOT / "dist"
COMPILED_FORMS = ROOT / "bkpsdm_desktop" / "screens" / "forms"

OLDEST, NEWEST = (3, 11), (3, 13)
WINDOWS = os.name == "nt"
ON_CI = os.environ.get("CI", "").lower() in ("1", "true")

# Without a screen, and drawing in software: the same pixels on every machine, no graphics driver.
HEADLESS = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

# What the wheels of Qt load from a Debian 12 or later.
QT_PACKAGES = """
    libdbus-1-3 libdrm2 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2
    libcups2 libpulse0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon0
    libxkbcommon-x11-0 libxrandr2
"""
TEST_PACKAGES = """
    binutils desktop-file-utils espeak-ng git libreoffice-calc-nogui postgresql pulseaudio pulseaudio-utils
    sox xauth xvfb zbar-tools
"""


def main(arguments: Sequence[str]) -> int:
    use_supported_python(arguments)
    options, rest = parser().parse_known_args(arguments)
    if rest and options.command not in (test, bench, lock):
        parser().error(f"unknown: {' '.join(rest)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    try:
        status: int = options.command(options, rest)
        return status
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for command in (run, test, bench, tour, build, lock):
        summary = (command.__doc__ or "").splitlines()[0]
        sub = commands.add_parser(command.__name__, help=summary, description=summary)
        sub.set_defaults(command=command)
        if command is run:
            sub.add_argument("dir", nargs="?", default="hasil", help="for pictures when there is no screen")
        if command is tour:
            sub.add_argument("dir", help="where the pictures go")
            sub.add_argument("--docs", action="store_true", help="those of docs/tour.md, small")
        if command is build:
            sub.add_argument("--clips", action="store_true", help="only the pieces of announcements")
            for part in ("forms", "wheel", "folder", "deb"):
                sub.add_argument(
                    f"--{part}",
                    dest="parts",
                    action="append_const",
                    const=part,
                    help="only this (repeatable)",
                )
        if command is test:
            sub.add_argument("--fast", action="store_true", help="only the quick tests")
    return top


# ---- the commands


def run(options: argparse.Namespace, _rest: Sequence[str]) -> int:
    """a made-up office, ready to click; without a screen it plays some visits and leaves pictures"""
    prepare(QT_PACKAGES)
    demo = [script("bkpsdm-desktop"), "demo"]
    if has_screen():
        return call(demo)
    return call([*demo, "--headless", "--out", options.dir], HEADLESS)


def test(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """lint, types, import contracts and all tests, on SQLite and on a PostgreSQL of its own"""
    prepare(f"{QT_PACKAGES} {TEST_PACKAGES}", required=True)
    checks = {
        "lint": [script("ruff"), "check", "."],
        "format": [script("ruff"), "format", "--check", "."],
        "types": [python(), "-m", "mypy"],
        "import contracts": [script("lint-imports")],
    }
    for name, command in checks.items():
        say(name)
        status = call(command)
        if status:
            say(f"{name}: failed")
            return status
    say("tests, on SQLite and PostgreSQL" + (", the quick ones" if options.fast else ""))
    chosen = ["-m", "not slow"] if options.fast else []
    with postgres(durable=False) as environment:
        # LC_ALL: where no locale is set Qt warns, and a warning fails the test that is running.
        variables = {**HEADLESS, "LC_ALL": "C.UTF-8", "TMPDIR": scratch(), **environment}
        return call([python(), "-m", "pytest", "-n", "2", *chosen, *rest], variables)


def scratch() -> str:
    """A folder for the files of tests: in memory where there is room, since they write to the disk at every
    step and prove nothing about power cuts; benchmarks never use it."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3
    return str(memory) if roomy else tempfile.gettempdir()


def bench(_options: argparse.Namespace, rest: Sequence[str]) -> int:
    """the measurements of docs/benchmarks.md, on SQLite and on a PostgreSQL of its own; --only SECTION"""
    prepare(f"{QT_PACKAGES} {TEST_PACKAGES}", required=True)
    with postgres(durable=True) as environment:
        return call([python(), "-m", "tests.bench", *rest], {**HEADLESS, **environment})


def tour(options: argparse.Namespace, _rest: Sequence[str]) -> int:
    """a picture of every screen in every state that matters"""
    prepare(QT_PACKAGES)
    docs = ["--docs"] if options.docs else []
    return call([python(), "-m", "tests.tour", options.dir, *docs], HEADLESS)


def build(options: argparse.Namespace, _rest: Sequence[str]) -> int:
    """compiles ui/forms/*.ui; makes wheel, folder (PyInstaller) and .deb in dist/, or only those asked for"""
    if options.clips:
        prepare("espeak-ng", required=True)
        return call([python(), "-m", "tests.clips"])
    prepare(f"{QT_PACKAGES} binutils")
    steps = {"forms": compile_forms, "wheel": build_wheel, "folder": build_folder, "deb": build_deb}
    for name in options.parts or steps:
        start = time.monotonic()
        say(name)
        steps[name]()
        say(f"{name}: {time.monotonic() - start:.0f} s")
    return 0


def lock(_options: argparse.Namespace, rest: Sequence[str]) -> int:
    """requirements.lock anew from pyproject.toml; further arguments (--upgrade) go to uv"""
    prepare("")
    fixed = "--all-extras --universal --generate-hashes --no-emit-index-url --python-version 3.11"
    compile_ = [script("uv"), "pip", "compile", "pyproject.toml", *fixed.split(), "-o", LOCK.name]
    return call([*compile_, "--quiet", "--custom-compile-command", "python3 dev.py lock", *rest])


# ---- Python, the environment and the system


def use_supported_python(arguments: Sequence[str]) -> None:
    """Goes on in another Python of this machine when this one is out of range."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for candidate in other_pythons():
        if subprocess.run([*candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
            sys.exit(subprocess.call([*candidate, __file__, *arguments]))
    stop("Python 3.11, 3.12 or 3.13 is needed; this is " + ".".join(map(str, sys.version_info[:2])))


def other_pythons() -> Iterator[list[str]]:
    """Each that PATH names; some are shims that cannot run, so all folders count, not the first."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if WINDOWS and shutil.which("py"):
            yield ["py", f"-3.{minor}"]
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            found = shutil.which(f"python3.{minor}", path=folder or os.curdir)
            if found:
                yield [found]


def prepare(system_packages: str, *, required: bool = False) -> None:
    """The system's packages and .venv; skipped in no time when nothing changed."""
    needed = system_packages.split()
    if importlib.util.find_spec("ensurepip") is None:
        needed.append("python3-venv")
    install_system_packages(needed, required=required)
    home = f"{ROOT} {sys.version}"
    content = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else ["", ""]
    wanted = [" ".join(home.split()), content]
    if stamp == wanted:
        return
    if stamp[0] != wanted[0]:  # another Python, or the folder was moved: scripts hold its path
        say("making .venv")
        check([sys.executable, "-m", "venv", "--clear", str(VENV)])
    STAMP.unlink(missing_ok=True)
    say("installing what requirements.lock names")
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    check([*pip, "--require-hashes", "-r", str(LOCK)])
    check([*pip, "--no-build-isolation", "--no-deps", "-e", str(ROOT)])
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def install_system_packages(wanted: Sequence[str], *, required: bool) -> None:
    """As root on Debian installs what is missing; else says the line that does."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installed = {line.split()[1] for line in listing.splitlines() if line.startswith("installed ")}
    # Newer releases renamed some libraries to NAMEt64; apt knows them by the old name, dpkg does not.
    missing = [name for name in wanted if not {name, f"{name}t64"} & installed]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say("missing in the system; install it by\nsudo " + " ".join(install))
        if required or ON_CI:
            stop("cannot go on without it")
        return
    say(f"installing {' '.join(missing)}")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    if call(install, environment):  # no package lists yet, or old ones
        check(["apt-get", "update"], environment)
        check(install, environment)


@contextlib.contextmanager
def postgres(*, durable: bool) -> Iterator[Mapping[str, str]]:
    """A server for one run; gives the variables by which a child process finds it."""
    sys.path.insert(0, str(ROOT))
    from tests.helpers.postgres import PostgresError, running_postgres

    try:
        with running_postgres(durable=durable) as server:
            yield server.environment()
    except PostgresError as problem:
        stop(str(problem))


def has_screen() -> bool:
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ---- forms and packages


def compile_forms() -> None:
    """Writes ui_*.py for each form, and removes those whose form is gone."""
    forms = {f"ui_{form.stem}.py": form for form in FORMS.glob("*.ui")}
    for old in COMPILED_FORMS.glob("ui_*.py"):
        if old.name not in forms:
            old.unlink()
    for name, form in sorted(forms.items()):
        COMPILED_FORMS.mkdir(parents=True, exist_ok=True)
        with (COMPILED_FORMS / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(compiled_form(form, script("pyside6-uic")))


def compiled_form(form: Path, uic: str) -> str:
    """The Python text of one form, without uic's own heading: it names its version."""
    done = subprocess.run([uic, str(form)], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0 or not done.stdout:
        stop(f"{form.name}: {done.stderr.strip()}")
    lines = done.stdout.splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith("#")):
        del lines[0]
    heading = f"# Automatically generated from ui/forms/{form.name} - do not edit; run: python3 dev.py build"
    return "\n".join([heading, "", *lines]) + "\n"


def build_wheel() -> None:
    """The wheel in dist/, checked; older ones go."""
    for old in DIST.glob("*.whl"):
        old.unlink()
    check([script("hatchling"), "build", "-t", "wheel"])
    wheel = next(DIST.glob("*.whl"))
    missing = missing_from(wheel)
    if missing:
        stop(f"{wheel.name} lacks {', '.join(missing)}")
    say(f"{wheel.relative_to(ROOT)} is complete")


def build_folder() -> None:
    """The program with its own Python: dist/bkpsdm-desktop/."""
    check(pyinstaller(python(), DIST), {"PYTHONPATH": str(ROOT)})


def pyinstaller(interpreter: str, out: Path) -> list[str]:
    """The command that makes OUT/bkpsdm-desktop/; what it works with is left in OUT/work."""
    command = [interpreter, "-m", "PyInstaller", str(ROOT / "installer" / "bkpsdm.spec"), "--noconfirm"]
    return [*command, "--distpath", str(out), "--workpath", str(out / "work"), "--log-level", "ERROR"]


def build_deb() -> None:
    """The Debian package of that folder, which is made first when it is not there."""
    if not shutil.which("dpkg-deb"):
        say("no dpkg-deb here, so no .deb")
        return
    folder = DIST / "bkpsdm-desktop"
    if not folder.is_dir():
        build_folder()
    for old in DIST.glob("*.deb"):
        old.unlink()
    check([python(), str(ROOT / "installer" / "build_deb.py"), str(folder), str(DIST)])


def missing_from(wheel: Path) -> list[str]:
    """The files of ui/ and resources/ that the wheel does not hold."""
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    files = (path for folder in ("ui", "resources") for path in (ROOT / folder).rglob("*") if path.is_file())
    names = (path.relative_to(ROOT).as_posix() for path in files)
    return sorted(name for name in names if f"bkpsdm_desktop/_data/{name}" not in held)


# ---- small things


def python() -> str:
    return script("python")


def script(name: str) -> str:
    return str(VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name)


def call(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False
    ).returncode


def check(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    status = call(command, environment)
    if status:
        stop(f"failed ({status}): {' '.join(command)}")


def say(text: str) -> None:
    print(f"== {text}", flush=True)


def stop(reason: str) -> NoReturn:
    sys.exit(f"dev.py: {reason}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

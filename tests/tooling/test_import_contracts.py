"""The import contracts of pyproject.toml bite: a copy of the package with one bad import breaks them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ALLOWED = {
    "app/cli.py": "import PySide6.QtWidgets\nimport qasync\nfrom bkpsdm_desktop.screens import look",
    "screens/look.py": "import PySide6.QtWidgets\nfrom bkpsdm_desktop.services import tickets",
    "services/tickets.py": "import sqlalchemy\nfrom bkpsdm_desktop.store import tables",
    "store/tables.py": "import sqlalchemy\nfrom bkpsdm_desktop.domain import queue",
    "domain/queue.py": "import datetime",
    "documents/decree.py": "import reportlab.platypus",
    "devices/speaker.py": "import PySide6.QtCore",
    "outside/siasn.py": "import httpx",
    "sync/agent.py": "import httpx\nimport sqlalchemy",
    "central/server.py": "import fastapi\nimport sqlalchemy",
}


def lint(folder: Path, modules: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """lint-imports over a package of these modules, with the contracts of the project."""
    package = folder / "bkpsdm_desktop"
    for name, text in {"__init__.py": "", "assets.py": "", **modules}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        (path.parent / "__init__.py").touch()
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_imports_in_their_rooms_are_kept(tmp_path: Path) -> None:
    done = lint(tmp_path, ALLOWED)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "bad_import", "broken"),
    [
        ("domain/queue.py", "import bkpsdm_desktop.store.tables", "Imports point inwards"),
        ("documents/decree.py", "import bkpsdm_desktop.devices.speaker", "Imports point inwards"),
        ("a_new_room/thing.py", "", "Imports point inwards"),
        ("services/tickets.py", "import PySide6.QtCore", "Qt only in"),
        ("screens/look.py", "import qasync", "qasync only in"),
        ("screens/look.py", "import sqlalchemy.orm", "SQLAlchemy only in"),
        ("devices/speaker.py", "import reportlab", "ReportLab only in"),
        ("app/cli.py", "import fastapi", "FastAPI only in"),
        ("services/tickets.py", "import httpx", "httpx only in"),
        ("screens/look.py", "import bkpsdm_desktop.store.tables", "Screens are given"),
        ("documents/decree.py", "import bkpsdm_desktop.services.tickets", "Documents are made"),
        ("devices/speaker.py", "import bkpsdm_desktop.store.tables", "What stands behind a port"),
    ],
)
def test_an_import_out_of_its_room_is_named(
    tmp_path: Path, module: str, bad_import: str, broken: str
) -> None:
    done = lint(tmp_path, {**ALLOWED, module: f"{ALLOWED.get(module, '')}\n{bad_import}"})

    assert done.returncode == 1, done.stdout + done.stderr
    verdicts = [line for line in done.stdout.splitlines() if " BROKEN" in line]
    assert any(line.startswith(broken) for line in verdicts), done.stdout

"""The files of the project, for tests about the project itself."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bkpsdm_desktop"
COMPILED_FORMS = PACKAGE / "screens" / "forms"


def project_files() -> list[Path]:
    """Every file that is in git or about to be."""
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    """The file's text; empty for a picture, a font, a sound."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def python_files(folder: Path = ROOT) -> list[Path]:
    """Those that people write."""
    written = (path for path in project_files() if path.suffix == ".py" and path.is_relative_to(folder))
    return [path for path in written if path.parent != COMPILED_FORMS]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()

"""The Debian package of the program's folder: ``python installer/build_deb.py FOLDER OUT``.

FOLDER is what PyInstaller made of ``bkpsdm.spec``. The package holds it under /opt, a link in /usr/bin,
entries for the menu, the icon, the rule for USB printers and the licences. Needs dpkg-deb.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "bkpsdm-desktop"
_SCRIPTS = ("postinst", "postrm")


def main(folder: Path, out: Path) -> int:
    """Build the package of ``folder`` into the folder ``out`` and name it."""
    made = build(folder, out)
    sys.stdout.write(f"{made}\n")
    return 0


def version() -> str:
    """The program's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def build(folder: Path, out: Path) -> Path:
    """The file of the new package."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".deb-") as name:
        tree = Path(name)
        tree.chmod(0o755)
        fill(tree, folder)
        _control(tree)
        made = out / f"{NAME}_{version()}_{_architecture()}.deb"
        # The weakest zstd: a sixth of the time of xz, a tenth larger.
        pack = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z3", "--build", str(tree), str(made)]
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    return made


def fill(tree: Path, folder: Path) -> None:
    """The files of the package, where they will be."""
    program = tree / "opt" / NAME
    shutil.copytree(folder, program, symlinks=True, copy_function=_link_or_copy)
    links = tree / "usr" / "bin"
    links.mkdir(parents=True)
    (links / NAME).symlink_to(Path("/opt") / NAME / NAME)
    for entry in sorted((HERE / "deb").glob("*.desktop")):
        _put(entry, tree / "usr/share/applications" / entry.name)
    _put(ROOT / "resources/icons/app.svg", tree / f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg")
    _put(HERE / "deb/60-bkpsdm-desktop.rules", tree / "usr/lib/udev/rules.d/60-bkpsdm-desktop.rules")
    notes = tree / "usr/share/doc" / NAME
    _put(ROOT / "docs/pemasangan.md", notes / "pemasangan.md")
    (notes / "copyright").write_text(licences(), encoding="utf-8")
    for folder_of_tree in (path for path in tree.rglob("*") if path.is_dir()):
        folder_of_tree.chmod(0o755)


def _link_or_copy(source: str, target: str) -> str:
    """A hard link where the file systems allow it: the folder has 300 MB."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _control(tree: Path) -> None:
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    # What was built here runs where the C library is at least as new as here.
    glibc = platform.libc_ver()[1] or "2.36"
    text = (HERE / "deb" / "control").read_text(encoding="utf-8")
    control = tree / "DEBIAN"
    control.mkdir()
    control.chmod(0o755)
    (control / "control").write_text(
        text.format(
            version=version(),
            architecture=_architecture(),
            kibibytes=sum(path.stat().st_size for path in files) // 1024,
            glibc=glibc,
        ),
        encoding="utf-8",
    )
    for script in _SCRIPTS:
        _put(HERE / "deb" / script, control / script)
        (control / script).chmod(0o755)


def _architecture() -> str:
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


# --- licences ------------------------------------------------------------------------------------


def licences() -> str:
    """Whose work the package holds: this program's parts and under which licence each came."""
    lines = [
        "Format: daftar isi paket dan lisensinya",
        "",
        "Program ini memuat karya berikut. Qt dan PySide6 (LGPL-3) ada sebagai pustaka terpisah di",
        f"/opt/{NAME}/isi dan dapat diganti. Huruf Inter: SIL Open Font License 1.1.",
        "",
    ]
    for distribution in sorted(_distributions(), key=lambda each: each.name.lower()):
        lines.append(f"{distribution.name} {distribution.version}: {_licence(distribution)}")
    return "\n".join(lines) + "\n"


def _distributions() -> list[metadata.Distribution]:
    """What the installed program needs, by the names in pyproject.toml and what those need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    desktop = project["optional-dependencies"]["desktop"]
    waiting = [(text, "") for text in (*project["dependencies"], *desktop)]
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        text, extra = waiting.pop()
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = requirement.name.lower().replace("_", "-")
        if name not in found:
            found[name] = metadata.distribution(name)
            needs = found[name].requires or []
            waiting += [(need, each) for need in needs for each in (*requirement.extras, "")]
    return list(found.values())


def _licence(distribution: metadata.Distribution) -> str:
    told = distribution.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = [str(text) for text in told.get_all("Classifier", []) if str(text).startswith("License ::")]
    if classifiers:
        return "; ".join(text.rpartition(" :: ")[2] for text in classifiers)
    return told["License"].splitlines()[0] if "License" in told else "lihat paketnya"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

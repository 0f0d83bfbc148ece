"""The extra [desktop] is enough: no module needs what only developers or the central office have."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata

from packaging.requirements import Requirement

from tests.helpers.source import ROOT

# In a process of its own: refuses the modules named on standard input, then imports the whole package.
IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

class Refuse:
    def __init__(self, names): self.names = names
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"{name} is not in [desktop]", name=name)

def rooms(package):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if module.name == "bkpsdm_desktop.central" or module.name.endswith((".__main__", ".env")):
            continue  # another program; what runs when it is imported
        yield module.name
        if module.ispkg:
            yield from rooms(importlib.import_module(module.name))

sys.meta_path.insert(0, Refuse(set(sys.stdin.read().split())))
for name in rooms(importlib.import_module("bkpsdm_desktop")):
    importlib.import_module(name)
    print(name)
"""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def with_dependencies(requirements: list[str]) -> set[str]:
    """The distributions that an installation of these brings on this system."""
    found: set[str] = set()
    waiting = [(Requirement(text), "") for text in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonical(requirement.name)
        if name not in found:
            found.add(name)
            further = metadata.requires(name) or []
            waiting += [(Requirement(t), e) for t in further for e in (*requirement.extras, "")]
    return found


def test_desktop_alone_imports_every_module() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = with_dependencies([*project["dependencies"], *project["optional-dependencies"]["desktop"]])
    refused = [
        module
        for module, distributions in metadata.packages_distributions().items()
        if module != "bkpsdm_desktop" and not allowed & {canonical(name) for name in distributions}
    ]
    assert {"pytest", "hypothesis", "hatchling"} <= set(refused)

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_EVERYTHING],
        cwd=ROOT,
        input="\n".join(refused),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "bkpsdm_desktop.assets" in done.stdout.split()

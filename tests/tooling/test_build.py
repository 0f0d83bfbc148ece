"""What dev.py makes is what the repository holds, and a wheel lacks nothing."""

import subprocess
import sys
import zipfile
from pathlib import Path

import dev
from tests.helpers.source import COMPILED_FORMS, ROOT, text_of

UIC = str(Path(sys.executable).with_name("pyside6-uic"))

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Slip</class><widget class="QWidget" name="Slip">
<property name="windowTitle"><string>Dinas P&amp;K – slip</string></property></widget></ui>
"""


def test_the_compiled_forms_are_those_of_the_forms() -> None:
    wanted = {f"ui_{form.stem}.py": dev.compiled_form(form, UIC) for form in dev.FORMS.glob("*.ui")}
    held = {path.name: text_of(path) for path in COMPILED_FORMS.glob("ui_*.py")}

    assert held.keys() == wanted.keys(), "run: python3 dev.py build"
    assert [name for name in wanted if held[name] != wanted[name]] == [], "run: python3 dev.py build"


def test_a_compiled_form_names_its_source_and_no_version(tmp_path: Path) -> None:
    form = tmp_path / "slip.ui"
    form.write_text(FORM, encoding="utf-8")

    text = dev.compiled_form(form, UIC)

    assert text.startswith("# Automatically generated from ui/forms/slip.ui - do not edit;")
    assert "class Ui_Slip" in text
    assert "version" not in text
    assert text == dev.compiled_form(form, UIC)


def test_the_wheel_holds_ui_and_resources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))

    assert dev.missing_from(wheel) == []


def test_a_file_that_a_wheel_lacks_is_named(tmp_path: Path) -> None:
    wheel = tmp_path / "empty.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("bkpsdm_desktop/__init__.py", "")

    assert "resources/reference/layanan.json" in dev.missing_from(wheel)

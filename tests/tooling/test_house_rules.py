"""The house rules of CONTRIBUTING.md, as far as a program can check them."""

import ast
import re
from pathlib import Path

import pytest

from tests.helpers import rules
from tests.helpers.source import PACKAGE, ROOT, name_of, project_files, python_files, text_of, tree_of

TESTS = ROOT / "tests"

# Of package indexes, and of one machine: neither belongs into a repository that stands alone.
# Each name is broken in two, so that this file does not hold what it looks for.
INDEX_HOSTS = re.compile(r"py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(org|com)|deb\.deb" r"ian\.org")
MACHINE_PATHS = re.compile(
    r"(?<![\w.~-])/(work|root|home/\w+|opt/(wheels|pypi[\w-]*))(?=[/\s\"'`)]|$)", re.MULTILINE
)
LEFT_FOR_LATER = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b")


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    found = []
    for path in files:
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name_of(path)}:{number}: {line.strip()[:100]}")
    return found


def breaking(rule: rules.Rule, files: list[Path]) -> list[str]:
    return [f"{name_of(path)}:{line}" for path in files for line in rule(tree_of(path))]


def code_of_tests() -> list[Path]:
    return [
        path for path in python_files(TESTS) if path.name.startswith("test_") or path.name == "conftest.py"
    ]


def test_no_file_names_a_package_index() -> None:
    assert lines_with(INDEX_HOSTS, project_files()) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATHS, project_files()) == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    assert (
        lines_with(LEFT_FOR_LATER, [p for p in project_files() if p.suffix in {".py", ".qml", ".sh"}]) == []
    )


def test_no_file_of_code_is_longer_than_600_lines() -> None:
    assert [name_of(path) for path in python_files() if len(text_of(path).splitlines()) > 600] == []


def test_every_folder_of_code_is_a_package() -> None:
    """Without __init__.py the import contracts do not see a folder, and equal test names clash."""
    folders = {path.parent for top in (PACKAGE, TESTS) for path in python_files(top)}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("rule", [rules.composed_sql, rules.unsafe_loading])
def test_code_keeps_the_rule(rule: rules.Rule) -> None:
    assert breaking(rule, [*python_files(PACKAGE), ROOT / "dev.py"]) == [], rule.__doc__


def test_functions_fit_in_the_head() -> None:
    """A migration may be long: it is a list of tables as they were that day."""
    written = [path for path in python_files() if path.parent.name != "versions"]
    assert breaking(rules.long_functions, written) == []


def test_the_package_runs_no_nested_event_loop() -> None:
    # The player of sounds is a process of its own: its loop is the outermost one.
    player = PACKAGE / "devices" / "loudspeaker.py"
    files = [path for path in python_files(PACKAGE) if path != player]
    assert breaking(rules.nested_event_loops, files) == [], rules.nested_event_loops.__doc__
    assert len(breaking(rules.nested_event_loops, [player])) == 1


@pytest.mark.parametrize("rule", [rules.sleeps, rules.mocks, rules.skipped_tests])
def test_tests_keep_the_rule(rule: rules.Rule) -> None:
    assert breaking(rule, code_of_tests()) == [], rule.__doc__


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (rules.composed_sql, 'text(f"select {x}")', 'text("select :x")'),
        (rules.composed_sql, 'c.execute("select " + x)', "c.execute(select(x))"),
        (rules.composed_sql, 'c.execute("select %s" % x)', 'c.execute("select ?", (x,))'),
        (rules.composed_sql, 'c.execute("select {}".format(x))', 'c.execute("select 1")'),
        (rules.composed_sql, 'c.execute(f"PRAGMA key = {key}")', 'c.execute(f"PRAGMA key = {key.hex()}")'),
        (rules.composed_sql, 'c.execute(f"LISTEN {name}")', 'c.execute(f"LISTEN {NAME}")'),
        (rules.unsafe_loading, "import pickle", "import json"),
        (rules.unsafe_loading, "from pickle import loads", "from json import loads"),
        (rules.unsafe_loading, "eval(x)", "evaluate(x)"),
        (rules.nested_event_loops, "dialog.exec()", "dialog.open()"),
        (rules.nested_event_loops, "QMessageBox.question(w, 'a', 'b')", "QMessageBox(w)"),
        (rules.nested_event_loops, "QApplication.processEvents()", "QApplication.quit()"),
        (rules.sleeps, "time.sleep(1)", "qtbot.waitUntil(ready)"),
        (rules.mocks, "from unittest.mock import Mock", "from tests.helpers import fakes"),
        (rules.mocks, "monkeypatch.setattr(a, 'b', c)", "monkeypatch.setenv('A', 'b')"),
        (rules.skipped_tests, "pytest.skip('later')", "pytest.fail('now')"),
        (rules.skipped_tests, "@pytest.mark.xfail\ndef f(): ...", "@pytest.mark.slow\ndef f(): ..."),
        (rules.long_functions, "def f():\n" + "    f()\n" * 80, "def f():\n" + "    f()\n" * 79),
    ],
)
def test_a_rule_finds_what_it_is_for_and_nothing_else(rule: rules.Rule, bad: str, good: str) -> None:
    assert list(rule(ast.parse(bad)))
    assert not list(rule(ast.parse(good)))


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (INDEX_HOSTS, "https://py¦pi.org/simple", "https://www.bkn.go.id"),
        (MACHINE_PATHS, "see /wo¦rk/shared", "the team's work/shared folder, /workers"),
        (MACHINE_PATHS, "/ho¦me/budi/x", "/var/lib/bkpsdm"),
        (LEFT_FOR_LATER, "# TO¦DO later", "# to do"),
    ],
)
def test_a_pattern_finds_what_it_is_for_and_nothing_else(
    pattern: re.Pattern[str], bad: str, good: str
) -> None:
    assert pattern.search(bad.replace("¦", ""))  # apart, so that this file keeps the rule itself
    assert not pattern.search(good)

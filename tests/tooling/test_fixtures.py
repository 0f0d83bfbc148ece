"""The fixtures that every test has: they must fail what they are there to fail."""

import logging
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.logs import LoggedErrors
from tests.helpers.windows import close_windows_since, top_level_widgets

log = logging.getLogger(__name__)


def test_an_error_in_the_log_stays_until_it_is_claimed(logged_errors: LoggedErrors) -> None:
    log.warning("not an error")
    log.error("printer %s is gone", "A")
    assert logged_errors.unclaimed == [f"ERROR {__name__}: printer A is gone"]

    assert logged_errors.claim("printer A").levelno == logging.ERROR
    assert logged_errors.unclaimed == []


def test_claiming_an_error_that_was_not_logged_fails(logged_errors: LoggedErrors) -> None:
    with pytest.raises(AssertionError, match="no error with 'paper'"):
        logged_errors.claim("paper")


def test_a_window_left_open_is_named_and_closed(qapp: object) -> None:
    before = top_level_widgets()
    dialog = QDialog()
    dialog.setObjectName("forgotten")
    dialog.show()

    assert close_windows_since(before) == ["QDialog(forgotten)"]
    assert top_level_widgets() == before


def test_a_window_given_to_qtbot_is_not_left(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    assert label.isVisible()


def test_an_unclaimed_error_and_a_forgotten_window_fail_their_tests(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", str(root))
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import logging
        from PySide6.QtWidgets import QWidget

        kept = []

        def test_error(): logging.getLogger("x").error("unexpected")

        def test_window(qapp): kept.append(QWidget())
        """
    )

    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=2, errors=2)
    result.stdout.fnmatch_lines(["*ERROR x: unexpected", "*windows left open: QWidget()*"])

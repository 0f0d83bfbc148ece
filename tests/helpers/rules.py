"""House rules about code, each a function that gives the lines which break it."""

import ast
import re
from collections.abc import Callable, Iterator

Rule = Callable[[ast.Module], Iterator[int]]

_SQL_CALLS = {
    "text",
    "execute",
    "executemany",
    "executescript",
    "exec_driver_sql",
    "scalar",
    "scalars",
    "DDL",
}
_UNSAFE_MODULES = {"pickle", "shelve", "marshal", "dill"}
_UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
_STATIC_BOXES = {"question", "information", "warning", "critical", "about", "aboutQt"}
_MOCKS = re.compile(r"unittest\.mock|\bmock\b|monkeypatch\.(setattr|setitem|delattr)|\bmocker\b")
_SKIPS = re.compile(r"\bpytest\.(skip|xfail|importorskip)\b|\bmark\.(skip|skipif|xfail)\b")


def composed_sql(tree: ast.Module) -> Iterator[int]:
    """SQL put together from strings where it is executed: values are bound.

    PRAGMA and LISTEN cannot bind: a constant and the hexadecimal digits of a key may stand in the text.
    """
    for call in _calls(tree):
        if _last_name(call.func) in _SQL_CALLS and call.args and _is_composed(call.args[0]):
            yield call.lineno


def unsafe_loading(tree: ast.Module) -> Iterator[int]:
    """What runs code that came as data."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(a.name.split(".")[0] in _UNSAFE_MODULES for a in node.names):
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _UNSAFE_MODULES:
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _UNSAFE_CALLS:
            yield node.lineno


def nested_event_loops(tree: ast.Module) -> Iterator[int]:
    """They run other code in the middle of this one, and hang the end of the program."""
    for call in _calls(tree):
        name, whole = _last_name(call.func), ast.unparse(call.func)
        if isinstance(call.func, ast.Attribute) and name in {"exec", "exec_", "processEvents"}:
            yield call.lineno
        if name in _STATIC_BOXES and "QMessageBox." in whole:
            yield call.lineno


def sleeps(tree: ast.Module) -> Iterator[int]:
    """A test waits for what it is about, never for a while."""
    for call in _calls(tree):
        whole = ast.unparse(call.func)
        if whole in {"time.sleep", "sleep", "qtbot.wait"} or whole.endswith("qWait"):
            yield call.lineno


def mocks(tree: ast.Module) -> Iterator[int]:
    """A small fake with the real interface says more, and breaks when the interface changes."""
    return _matching(tree, _MOCKS)


def skipped_tests(tree: ast.Module) -> Iterator[int]:
    """A test that does not run proves nothing."""
    return _matching(tree, _SKIPS)


def long_functions(tree: ast.Module) -> Iterator[int]:
    """More than fits in the head."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if (node.end_lineno or node.lineno) - node.lineno >= 80:
            yield node.lineno


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _last_name(function: ast.expr) -> str:
    return ast.unparse(function).rsplit(".", 1)[-1]


def _is_composed(argument: ast.expr) -> bool:
    if isinstance(argument, ast.JoinedStr):
        parts = (part.value for part in argument.values if isinstance(part, ast.FormattedValue))
        return any(not _is_fixed(part) for part in parts)
    if isinstance(argument, ast.BinOp):
        return any(_is_text(side) or _is_composed(side) for side in (argument.left, argument.right))
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return argument.func.attr in {"format", "replace", "join"} and _is_text(argument.func.value)
    return False


def _is_fixed(part: ast.expr) -> bool:
    """A CONSTANT, or ``key.hex()``."""
    name = _last_name(part.func) if isinstance(part, ast.Call) else _last_name(part)
    return name == "hex" if isinstance(part, ast.Call) else name.isupper()


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _matching(tree: ast.Module, pattern: re.Pattern[str]) -> Iterator[int]:
    """Lines of attributes and imports whose dotted name matches; text in strings does not count."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Import | ast.ImportFrom) and pattern.search(
            ast.unparse(node)
        ):
            yield node.lineno

"""Where ui/ and resources/ are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    bundled = _PACKAGE / "_data"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def ui(*parts: str) -> Path:
    """The path of a file under ui/, for example ``ui("qml", "Board.qml")``."""
    return _root().joinpath("ui", *parts)


def resource(*parts: str) -> Path:
    """The path of a file under resources/, for example ``resource("reference", "layanan.json")``."""
    return _root().joinpath("resources", *parts)

"""Values of messages as the database can hold them: nobody stops a stream with a number or a character."""

from bkpsdm_desktop.protocol.wire import BadWire

_BIG = 2**63 - 1
_SMALL = 2**31 - 1
_LONGEST = 80


def big(number: int) -> int:
    """A number that fits a BIGINT."""
    return max(-_BIG, min(number, _BIG))


def small(number: int) -> int:
    """A number that fits an INTEGER."""
    return max(-_SMALL, min(number, _SMALL))


def short(text: str) -> str:
    """A name as it is stored: not too long, without the one character that PostgreSQL does not hold."""
    return text[:_LONGEST].replace("\0", "\N{REPLACEMENT CHARACTER}")


def checked(*texts: str) -> None:
    """Raise ``BadWire`` for a text of a question that no row can hold."""
    if any("\0" in text for text in texts):
        raise BadWire("a text that no row holds")


def checked_number(number: int) -> int:
    """A number of a question. Raises ``BadWire`` when no row can have it."""
    if not 0 <= number <= _BIG:
        raise BadWire("a number that no row has")
    return number

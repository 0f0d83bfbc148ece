"""The one place where the change feed's thread meets the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.feed import ChangeFeed
from bkpsdm_desktop.store.work import Work

OnChange = Callable[[frozenset[Kind]], None]
OnLink = Callable[[bool], None]


class FeedBridge(QObject):
    """Turns what the feed says into calls on the window's thread.

    Signals:
        changed: a ``frozenset[Kind]``.
        link: ``False`` when the database can't be reached, ``True`` when it can again.
    """

    changed = Signal(object)
    link = Signal(bool)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._feed = ChangeFeed(work.engine, self.changed.emit, self.link.emit)
        self._subscribers: list[tuple[OnChange, OnLink]] = []
        queued = Qt.ConnectionType.QueuedConnection
        self.changed.connect(self._tell_change, queued)
        self.link.connect(self._tell_link, queued)

    def start(self) -> None:
        self._feed.start()

    def stop(self) -> None:
        """Stop the feed's thread; nobody is called any more."""
        self._subscribers.clear()
        self._feed.stop()

    @property
    def subscriptions(self) -> int:
        """How many listen now: a closed window must not."""
        return len(self._subscribers)

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Callable[[], None]:
        """Call back on the window's thread until the returned function is called."""
        subscriber = (on_change, on_link)
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    def _tell_change(self, kinds: frozenset[Kind]) -> None:
        for on_change, _ in tuple(self._subscribers):
            on_change(kinds)

    def _tell_link(self, linked: bool) -> None:
        for _, on_link in tuple(self._subscribers):
            on_link(linked)

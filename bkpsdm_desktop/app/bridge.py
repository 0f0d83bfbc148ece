"""The one place where the change feed's thread meets the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.store.feed import ChangeFeed
from bkpsdm_desktop.store.work import Work

_CALM_MS = 150

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

    def subscribe_calmly(self, on_change: OnChange, on_link: OnLink) -> Callable[[], None]:
        """As :meth:`subscribe`, for a window that people work in: what changes is told a moment later and
        together. Its own act is read already when it hears of it, and in a rush it reads a few times a
        second, not for every number that is taken somewhere."""
        kinds: set[Kind] = set()
        timer = QTimer(singleShot=True, interval=_CALM_MS)

        def gather(changed: frozenset[Kind]) -> None:
            kinds.update(changed)
            if not timer.isActive():
                timer.start()

        def tell() -> None:
            told = frozenset(kinds)
            kinds.clear()
            on_change(told)

        timer.timeout.connect(tell)
        unsubscribe = self.subscribe(gather, on_link)

        def stop() -> None:
            unsubscribe()
            timer.stop()

        return stop

    def _tell_change(self, kinds: frozenset[Kind]) -> None:
        for on_change, _ in tuple(self._subscribers):
            on_change(kinds)

    def _tell_link(self, linked: bool) -> None:
        for _, on_link in tuple(self._subscribers):
            on_link(linked)

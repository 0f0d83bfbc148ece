"""How a screen hears that data changed: one callable, given to it in its constructor."""

from collections.abc import Callable

from bkpsdm_desktop.domain.kinds import Kind

OnChange = Callable[[frozenset[Kind]], None]
OnLink = Callable[[bool], None]
Unsubscribe = Callable[[], None]

# ``subscribe(on_change, on_link)``: both are called in the GUI thread. ``on_change`` names kinds to read
# again, nothing more. ``on_link(False)``: the database can't be reached; ``on_link(True)``: it can again,
# and whatever is shown is read anew, since a change may have been missed in between.
Subscribe = Callable[[OnChange, OnLink], Unsubscribe]

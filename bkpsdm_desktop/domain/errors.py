"""The two families of errors: the world's fault (here) and ours (everything else)."""


class Refused(Exception):
    """An act or an input that cannot be done now, with what to do about it.

    ``sentence`` is one plain Indonesian sentence that a screen shows as it is. Nothing has changed
    when it is raised. Any other exception is our own fault: a log entry and a reference code.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DatabaseUnavailable(Refused):
    """The office database can't be reached or written; the act was not done."""


class DatabaseReadOnly(DatabaseUnavailable):
    """The office database can be read, but this account may not write it."""

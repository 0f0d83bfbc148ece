"""What a run found, as text on the terminal and as docs/benchmarks.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, the figure of this run, what it must reach, whether it does (``None``: no target)."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None
    why: str = ""  # how a figure came about, above all one that misses its target


@dataclass(slots=True)
class Report:
    """The lines of a run, by heading."""

    facts: Mapping[str, str]
    sections: dict[str, list[Row]] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)

    def section(self, heading: str, method: str) -> None:
        """Begin a section; ``method`` says how its figures are taken."""
        self.sections[heading] = []
        self.methods[heading] = method

    def add(self, heading: str, row: Row) -> None:
        self.sections[heading].append(row)

    @property
    def missed(self) -> list[Row]:
        """The lines that did not reach their target."""
        return [row for rows in self.sections.values() for row in rows if row.met is False]


_VERDICTS = {True: "yes", False: "**no**", None: ""}


def as_text(heading: str, rows: list[Row]) -> str:
    """A section for the terminal."""
    width = max((len(row.what) for row in rows), default=0)
    lines = [heading]
    for row in rows:
        verdict = {True: "  ok", False: "  MISSED", None: ""}[row.met]
        target = f"  (must reach {row.target})" if row.target else ""
        lines.append(f"  {row.what:<{width}}  {row.figure}{target}{verdict}")
    return "\n".join(lines) + "\n"


_HEAD = """# Benchmarks

Written by `python3 dev.py bench`, each section with the day and the load of its run; with `--only SECTION`
that one is measured again. Ratios and percentiles count; absolute speeds depend on the disk and say nothing
about another PC.
"""


def as_markdown(report: Report, before: str = "") -> str:
    """docs/benchmarks.md with the sections of this run; others stay as they stand in ``before``."""
    found = dict(_sections(before))
    found |= {heading: _section(report, heading) for heading in report.sections}
    facts = "\n".join(
        f"| {name} | {_cell(value)} |" for name, value in report.facts.items() if name not in _OF_RUN
    )
    return "\n".join([_HEAD, f"| machine | |\n|---|---|\n{facts}\n", *found.values()]).rstrip() + "\n"


def _sections(document: str) -> Iterator[tuple[str, str]]:
    """The sections of a document by heading, each with its heading line."""
    for part in document.split("\n## ")[1:]:
        heading, _, rest = part.partition("\n")
        yield heading, f"## {heading}\n{rest.rstrip()}\n"


# What differs from run to run on one machine stands in the sections.
_OF_RUN = ("date", "load before the run")


def _section(report: Report, heading: str) -> str:
    run = ", ".join(f"{name} {report.facts[name]}" for name in _OF_RUN if name in report.facts)
    lines = [f"## {heading}", "", report.methods[heading], "", f"*This run: {run}.*", ""]
    lines += ["| what | this run | must reach | reached |", "|---|---|---|---|"]
    lines += [
        f"| {_cell(row.what)} | {_cell(row.figure)} | {_cell(row.target)} | {_VERDICTS[row.met]} |"
        for row in report.sections[heading]
    ]
    notes = [f"- {row.what}: {row.why}" for row in report.sections[heading] if row.why]
    lines += ["", *notes]
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

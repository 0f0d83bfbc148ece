"""What a run found, as text on the terminal and as docs/benchmarks.md."""

from collections.abc import Mapping
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


def as_markdown(report: Report) -> str:
    """The whole run as docs/benchmarks.md."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `python3 dev.py bench`: one run, all figures from the same machine and hour. Ratios and",
        "percentiles count; absolute speeds depend on the disk and say nothing about another PC.",
        "",
        "| run | |",
        "|---|---|",
        *(f"| {name} | {_cell(value)} |" for name, value in report.facts.items()),
        "",
    ]
    for heading, rows in report.sections.items():
        lines += [f"## {heading}", "", report.methods[heading], ""]
        lines += ["| what | this run | must reach | reached |", "|---|---|---|---|"]
        lines += [
            f"| {_cell(row.what)} | {_cell(row.figure)} | {_cell(row.target)} | {_VERDICTS[row.met]} |"
            for row in rows
        ]
        notes = [f"- {row.what}: {row.why}" for row in rows if row.why]
        lines += ["", *notes, *([""] if notes else [])]
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

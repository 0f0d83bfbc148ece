"""Three calls at once: when has the last been spoken? Taken from what a sound device played."""

from itertools import pairwise
from pathlib import Path

from bkpsdm_desktop.app.demo import make_up
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.devices.recordings import loudness_of
from tests.bench.report import Report, Row
from tests.helpers.pc import DISPLAY, station_process
from tests.helpers.sound import Heard, Sound, null_sink
from tests.helpers.speaking import SpeakingOffice, sentences
from tests.helpers.waiting import eventually

HEADING = "Three calls at once, spoken"
_METHOD = (
    "A running display speaks through PulseAudio's null sink, which is recorded. Two counters call three "
    "visitors one after another as fast as they can; the time runs from the first call to the end of the "
    "third sentence in the recording, and the latency of the recorder counts against it. The slowest of "
    "the rounds counts. Loudness is BS.1770, of each sentence as it was recorded."
)
_WITHIN, _SENTENCE, _EVEN = 20.0, 6.0, 1.0


def measure(report: Report, folder: Path, *, quick: bool) -> None:
    """Five rounds of three calls."""
    report.section(HEADING, _METHOD)
    folder.mkdir()
    made = make_up(folder / "pc")
    work = open_work(made.folder, "")
    try:
        office = SpeakingOffice(made.folder, work)
        with null_sink() as sound, station_process(made.folder, DISPLAY, **sound.environment):
            eventually(lambda: office.sound_of(DISPLAY) == "ok", seconds=60)
            rounds = [_round(office, sound, number) for number in range(1 if quick else 5)]
    finally:
        work.close()
    _tell(report, rounds)


def _round(office: SpeakingOffice, sound: Sound, number: int) -> list[Heard]:
    """The three sentences, with their times after the first call."""
    office.take(3)
    begun = sound.seconds
    office.call(1)
    office.call(2)
    office.finish(1)
    office.call(1)
    eventually(lambda: len(office.spoken()) == 3 * (number + 1), seconds=60, every=0.2)
    eventually(lambda: sound.is_quiet(4), seconds=60, every=0.5)
    for counter in (1, 2):
        office.finish(counter)
    first = 3 * number
    wavs = sentences([(first + 1, 1), (first + 2, 2), (first + 3, 1)])
    heard: list[Heard] = []
    for each in sound.heard(wavs, since=begun):
        if each.which not in [other.which for other in heard]:  # the repeat of the last is no news
            heard.append(each)
    return heard


def _tell(report: Report, rounds: list[list[Heard]]) -> None:
    def row(what: str, figure: str, target: str = "", met: bool | None = None) -> None:
        report.add(HEADING, Row(what, figure, target, met))

    whole = [each.which for heard in rounds for each in heard] == [0, 1, 2] * len(rounds)
    row("calls spoken, in call order", f"{sum(map(len, rounds))} of {3 * len(rounds)}", "all", whole)
    if not whole:
        return
    last = max(heard[-1].end for heard in rounds)
    row("the third sentence has ended after", f"{last:.1f} s", f"<= {_WITHIN:.0f} s", last <= _WITHIN)
    row("the first sentence has begun after", f"{max(heard[0].start for heard in rounds):.1f} s")
    longest = max(each.end - each.start for heard in rounds for each in heard)
    row(
        "the longest sentence with its chime",
        f"{longest:.2f} s",
        f"<= {_SENTENCE:.0f} s",
        longest <= _SENTENCE,
    )
    rests = [after.start - before.end for heard in rounds for before, after in pairwise(heard)]
    row("the shortest rest between two sentences", f"{min(rests):.2f} s", "> 0 s", min(rests) > 0)
    row("the longest rest between two sentences", f"{max(rests):.2f} s")
    loud = [loudness_of(each.samples) for heard in rounds for each in heard]
    apart = max(loud) - min(loud)
    row("loudest against softest sentence", f"{apart:.2f} LU", f"<= {_EVEN:.0f} LU", apart <= _EVEN)

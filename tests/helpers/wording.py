"""The words and forms of the screens' Indonesian, and where the screens' texts are."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tests.helpers.source import COMPILED_FORMS, PACKAGE, ROOT, project_files, text_of, tree_of

# (wrong, right). Misspellings are wrong in any text.
MISSPELT = (
    (r"(meng|di)?antri(an)?", "antre, antrean"),
    (r"(di)?silahkan", "silakan"),
    (r"(meng|di|per|ber)?ijin(kan|an)?", "izin"),
    (r"(be)?resiko", "risiko"),
    (r"praktek", "praktik"),
    (r"aktifitas", "aktivitas"),
    (r"non[- ]aktif", "nonaktif"),
    (r"terimakasih", "terima kasih"),
    (r"(me|di)rubah", "mengubah, diubah"),
    (r"jadual", "jadwal"),
    (r"analisa", "analisis"),
    (r"kerjasama", "kerja sama"),
    (r"tanggungjawab", "tanggung jawab"),
    (r"tandatangan", "tanda tangan"),
    (r"dimana", "di mana"),
    (r"antar instansi", "antarinstansi"),
    (r"yakin\?", "the act itself, with undo"),
)
# English words that have an Indonesian one: wrong where a person reads them.
BORROWED = (
    (r"password", "kata sandi"),
    (r"download", "unduh"),
    (r"upload", "unggah"),
    (r"log ?in", "masuk"),
    (r"log ?out", "keluar"),
    (r"e-?mail", "surel"),
    (r"error", "galat, gagal"),
)
# How a person reads times, dates, money and the form of address.
FORMS = (
    (r"\d{1,2}:\d{2}", "pukul 14.30 WIB"),
    (r"\d{1,2} ?[AP]M", "pukul 14.30 WIB"),
    (r"\d{1,2}/\d{1,2}/\d{2,4}", "24 November 2026"),
    (r"Rp\.? \d", "Rp1.250.000"),
    (r"Rp\d+,\d{3}", "Rp1.250.000"),
    (r"anda", "Anda"),
)
# Right although a pattern above matches: each with the place that says so.
ALLOWED = (
    "surel (email)",  # the guide of the portal: once, for people who know only the English word
)

_INDONESIAN = re.compile(
    r"\b(Anda|agar|akan|atau|belum|bila|dan|dapat|dari|dengan|di|ini|itu|jika|ke|lagi|loket|nomor|oleh|pada|perlu"
    r"|silakan|sudah|telah|tidak|untuk|yang|kata|sandi|gagal|ulang|layanan)\b",
    re.IGNORECASE,
)
_QML_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)


def faults(text: str, *, on_screen: bool = False) -> list[str]:
    """What is wrong with a text: ``wrong -> right`` for each.

    on_screen: a person reads it for certain. Else words that are English and the forms count only
    where the text is Indonesian, because code has strings that nobody reads.
    """
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    found = [*_matches(MISSPELT, text, re.IGNORECASE)]
    if on_screen or _INDONESIAN.search(text):
        found += [*_matches(BORROWED, text, re.IGNORECASE), *_matches(FORMS, text)]
    elif text[:1].isupper() and len(text.split()) <= 3:  # a label: "Login", "Password baru"
        found += _matches(BORROWED, text, re.IGNORECASE)
    return found


def _matches(table: tuple[tuple[str, str], ...], text: str, flags: int = 0) -> Iterator[str]:
    for wrong, right in table:
        for match in re.finditer(rf"(?<![\w/.-])(?:{wrong})(?![\w])", text, flags):
            yield f"{match.group()} -> {right}"


def screen_texts() -> Iterator[tuple[Path, str, bool]]:
    """Each text of the program: its file, the text, and whether a person reads it for certain."""
    for path in project_files():
        if path.is_relative_to(PACKAGE) and path.suffix == ".py" and path.parent != COMPILED_FORMS:
            yield from ((path, text, False) for text in python_texts(tree_of(path)))
        elif path.is_relative_to(ROOT / "ui") or path.is_relative_to(ROOT / "resources"):
            yield from ((path, text, sure) for text, sure in texts_in(path.suffix, text_of(path)))


def texts_in(suffix: str, content: str) -> Iterator[tuple[str, bool]]:
    """The texts of a file that is not Python."""
    if suffix == ".ui":
        yield from ((node.text or "", True) for node in ElementTree.fromstring(content).iter("string"))
    elif suffix == ".ts":  # the source language is Indonesian, the translation is not
        yield from ((node.text or "", True) for node in ElementTree.fromstring(content).iter("source"))
    elif suffix == ".qml":
        yield from ((match.group(1), False) for match in _QML_TEXT.finditer(content))
    elif suffix == ".html":
        yield from ((part.strip(), False) for part in _MARKUP.sub("\n", content).split("\n") if part.strip())
    elif suffix == ".json":
        yield from ((text, False) for text in _json_texts(json.loads(content)))
    elif suffix == ".csv":
        yield from ((line, False) for line in content.splitlines())


def python_texts(tree: ast.Module) -> Iterator[str]:
    """The string literals, without those that are statements of their own: they are for developers."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _json_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _json_texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _json_texts(item)

"""What stands on the pages of a PDF."""

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument


def pages_of(data: bytes) -> list[str]:
    """The text of each page. Needs a running application."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    assert buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() is QPdfDocument.Status.Ready
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return [page.replace("\r\n", "\n") for page in pages]

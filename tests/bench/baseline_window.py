"""The least that a window of this kind loads: PySide6, SQLAlchemy, sqlcipher3, qasync, and one query.

Run as ``python -m tests.bench.baseline_window DATABASE``; the key comes as the first line of standard input.
"""

import asyncio
import sys
from pathlib import Path

import qasync
import sqlcipher3.dbapi2
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy import create_engine, text

from tests.bench.first_key import watch_for_key


def main(database: Path, key: str) -> None:
    app = QApplication(sys.argv[:1])

    def connect() -> object:
        connection = sqlcipher3.dbapi2.connect(str(database))
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        return connection

    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=connect)
    with engine.connect() as connection:
        groups = connection.execute(text("SELECT count(*) FROM service_group")).scalar_one()
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(QLabel(f"{groups} groups"))
    field = QLineEdit()
    layout.addWidget(field)
    window.resize(1366, 768)
    window.show()
    field.setFocus()
    watch_for_key(lambda: field, lambda _: None)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(asyncio.Event().wait())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip())

# Automatically generated from ui/forms/start_window.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from bkpsdm_desktop.screens.widgets.bars import MessageBar

class Ui_StartForm(object):
    def setupUi(self, StartForm):
        if not StartForm.objectName():
            StartForm.setObjectName(u"StartForm")
        self.rows = QVBoxLayout(StartForm)
        self.rows.setSpacing(0)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.header = QFrame(StartForm)
        self.header.setObjectName(u"header")
        self.headerRow = QHBoxLayout(self.header)
        self.headerRow.setSpacing(14)
        self.headerRow.setObjectName(u"headerRow")
        self.headerRow.setContentsMargins(24, 0, 24, 0)
        self.headerWords = QVBoxLayout()
        self.headerWords.setSpacing(0)
        self.headerWords.setObjectName(u"headerWords")
        self.headerWords.setContentsMargins(0, 9, 0, 9)
        self.title = QLabel(self.header)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)

        self.headerWords.addWidget(self.title)

        self.promise = QLabel(self.header)
        self.promise.setObjectName(u"promise")
        self.promise.setTextFormat(Qt.TextFormat.PlainText)

        self.headerWords.addWidget(self.promise)


        self.headerRow.addLayout(self.headerWords)

        self.headerRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.headerRow.addItem(self.headerRoom)

        self.machine = QLabel(self.header)
        self.machine.setObjectName(u"machine")
        self.machine.setTextFormat(Qt.TextFormat.PlainText)

        self.headerRow.addWidget(self.machine)


        self.rows.addWidget(self.header)

        self.pages = QStackedWidget(StartForm)
        self.pages.setObjectName(u"pages")

        self.rows.addWidget(self.pages)

        self.troublePlace = QWidget(StartForm)
        self.troublePlace.setObjectName(u"troublePlace")
        self.troubleRows = QVBoxLayout(self.troublePlace)
        self.troubleRows.setSpacing(0)
        self.troubleRows.setObjectName(u"troubleRows")
        self.troubleRows.setContentsMargins(24, 0, 24, 8)
        self.trouble = MessageBar(self.troublePlace)
        self.trouble.setObjectName(u"trouble")

        self.troubleRows.addWidget(self.trouble)


        self.rows.addWidget(self.troublePlace)

        self.bar = QFrame(StartForm)
        self.bar.setObjectName(u"bar")
        self.verbs = QHBoxLayout(self.bar)
        self.verbs.setSpacing(12)
        self.verbs.setObjectName(u"verbs")
        self.verbs.setContentsMargins(24, 0, 24, 0)

        self.rows.addWidget(self.bar)

        self.rows.setStretch(1, 1)

        self.retranslateUi(StartForm)

        QMetaObject.connectSlotsByName(StartForm)
    # setupUi

    def retranslateUi(self, StartForm):
        StartForm.setWindowTitle(QCoreApplication.translate("StartForm", u"Penyiapan pertama", None))
        self.header.setProperty(u"kind", QCoreApplication.translate("StartForm", u"navy", None))
        self.title.setText(QCoreApplication.translate("StartForm", u"Layanan BKPSDM", None))
        self.title.setProperty(u"role", QCoreApplication.translate("StartForm", u"header", None))
        self.promise.setText(QCoreApplication.translate("StartForm", u"Penyiapan pertama di PC ini, \u00b1 2 menit.", None))
        self.promise.setProperty(u"role", QCoreApplication.translate("StartForm", u"header_muted", None))
        self.machine.setText("")
        self.machine.setProperty(u"role", QCoreApplication.translate("StartForm", u"header_muted", None))
        self.bar.setProperty(u"kind", QCoreApplication.translate("StartForm", u"bar", None))
    # retranslateUi


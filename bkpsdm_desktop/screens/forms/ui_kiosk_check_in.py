# Automatically generated from ui/forms/kiosk_check_in.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QHBoxLayout, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.parts import (BarButton, Card, Note, PrimaryButton,
    Words)

class Ui_KioskCheckIn(object):
    def setupUi(self, KioskCheckIn):
        if not KioskCheckIn.objectName():
            KioskCheckIn.setObjectName(u"KioskCheckIn")
        self.body = QVBoxLayout(KioskCheckIn)
        self.body.setSpacing(0)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.reading = QWidget(KioskCheckIn)
        self.reading.setObjectName(u"reading")
        self.readingColumn = QVBoxLayout(self.reading)
        self.readingColumn.setSpacing(0)
        self.readingColumn.setObjectName(u"readingColumn")
        self.readingColumn.setContentsMargins(0, 0, 0, 0)
        self.title = Words(self.reading)
        self.title.setObjectName(u"title")

        self.readingColumn.addWidget(self.title)

        self.lead = Words(self.reading)
        self.lead.setObjectName(u"lead")

        self.readingColumn.addWidget(self.lead)

        self.trouble = Note(self.reading)
        self.trouble.setObjectName(u"trouble")

        self.readingColumn.addWidget(self.trouble)

        self.readingEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.readingColumn.addItem(self.readingEnd)


        self.body.addWidget(self.reading)

        self.controls = QWidget(KioskCheckIn)
        self.controls.setObjectName(u"controls")
        self.controlsColumn = QVBoxLayout(self.controls)
        self.controlsColumn.setSpacing(0)
        self.controlsColumn.setObjectName(u"controlsColumn")
        self.controlsColumn.setContentsMargins(0, 0, 0, 0)
        self.shown = Card(self.controls)
        self.shown.setObjectName(u"shown")
        self.shownRow = QVBoxLayout(self.shown)
        self.shownRow.setSpacing(0)
        self.shownRow.setObjectName(u"shownRow")
        self.shownRow.setContentsMargins(0, 0, 0, 0)
        self.code = Words(self.shown)
        self.code.setObjectName(u"code")
        self.code.setAlignment(Qt.AlignCenter)

        self.shownRow.addWidget(self.code)


        self.controlsColumn.addWidget(self.shown)

        self.keys = QGridLayout()
        self.keys.setObjectName(u"keys")
        self.keys.setContentsMargins(0, 0, 0, 0)

        self.controlsColumn.addLayout(self.keys)

        self.bar = QHBoxLayout()
        self.bar.setSpacing(0)
        self.bar.setObjectName(u"bar")
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.back = BarButton(self.controls)
        self.back.setObjectName(u"back")

        self.bar.addWidget(self.back)

        self.erase = BarButton(self.controls)
        self.erase.setObjectName(u"erase")

        self.bar.addWidget(self.erase)

        self.barGap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.bar.addItem(self.barGap)

        self.enter = PrimaryButton(self.controls)
        self.enter.setObjectName(u"enter")

        self.bar.addWidget(self.enter)


        self.controlsColumn.addLayout(self.bar)

        self.controlsColumn.setStretch(1, 1)

        self.body.addWidget(self.controls)


        self.retranslateUi(KioskCheckIn)

        QMetaObject.connectSlotsByName(KioskCheckIn)
    # setupUi

    def retranslateUi(self, KioskCheckIn):
        self.title.setText(QCoreApplication.translate("KioskCheckIn", u"Kode janji temu", None))
        self.lead.setText(QCoreApplication.translate("KioskCheckIn", u"Pindai kode QR pada bukti janji, atau ketik kodenya.", None))
        self.back.setText(QCoreApplication.translate("KioskCheckIn", u"Kembali", None))
        self.erase.setText(QCoreApplication.translate("KioskCheckIn", u"Hapus", None))
        self.enter.setText(QCoreApplication.translate("KioskCheckIn", u"Lapor datang", None))
        pass
    # retranslateUi


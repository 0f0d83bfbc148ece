# Automatically generated from ui/forms/kiosk_pin.ui - do not edit; run: python3 dev.py build

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

class Ui_KioskPin(object):
    def setupUi(self, KioskPin):
        if not KioskPin.objectName():
            KioskPin.setObjectName(u"KioskPin")
        self.body = QVBoxLayout(KioskPin)
        self.body.setSpacing(0)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.reading = QWidget(KioskPin)
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

        self.controls = QWidget(KioskPin)
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
        self.dots = Words(self.shown)
        self.dots.setObjectName(u"dots")
        self.dots.setAlignment(Qt.AlignCenter)

        self.shownRow.addWidget(self.dots)


        self.controlsColumn.addWidget(self.shown)

        self.keys = QGridLayout()
        self.keys.setObjectName(u"keys")
        self.keys.setContentsMargins(0, 0, 0, 0)
        self.key1 = BarButton(self.controls)
        self.key1.setObjectName(u"key1")

        self.keys.addWidget(self.key1, 0, 0, 1, 1)

        self.key2 = BarButton(self.controls)
        self.key2.setObjectName(u"key2")

        self.keys.addWidget(self.key2, 0, 1, 1, 1)

        self.key3 = BarButton(self.controls)
        self.key3.setObjectName(u"key3")

        self.keys.addWidget(self.key3, 0, 2, 1, 1)

        self.key4 = BarButton(self.controls)
        self.key4.setObjectName(u"key4")

        self.keys.addWidget(self.key4, 1, 0, 1, 1)

        self.key5 = BarButton(self.controls)
        self.key5.setObjectName(u"key5")

        self.keys.addWidget(self.key5, 1, 1, 1, 1)

        self.key6 = BarButton(self.controls)
        self.key6.setObjectName(u"key6")

        self.keys.addWidget(self.key6, 1, 2, 1, 1)

        self.key7 = BarButton(self.controls)
        self.key7.setObjectName(u"key7")

        self.keys.addWidget(self.key7, 2, 0, 1, 1)

        self.key8 = BarButton(self.controls)
        self.key8.setObjectName(u"key8")

        self.keys.addWidget(self.key8, 2, 1, 1, 1)

        self.key9 = BarButton(self.controls)
        self.key9.setObjectName(u"key9")

        self.keys.addWidget(self.key9, 2, 2, 1, 1)

        self.key10 = BarButton(self.controls)
        self.key10.setObjectName(u"key10")

        self.keys.addWidget(self.key10, 3, 0, 1, 1)

        self.key11 = BarButton(self.controls)
        self.key11.setObjectName(u"key11")

        self.keys.addWidget(self.key11, 3, 1, 1, 1)

        self.key12 = BarButton(self.controls)
        self.key12.setObjectName(u"key12")

        self.keys.addWidget(self.key12, 3, 2, 1, 1)


        self.controlsColumn.addLayout(self.keys)

        self.bar = QHBoxLayout()
        self.bar.setSpacing(0)
        self.bar.setObjectName(u"bar")
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.back = BarButton(self.controls)
        self.back.setObjectName(u"back")

        self.bar.addWidget(self.back)

        self.barGap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.bar.addItem(self.barGap)

        self.enter = PrimaryButton(self.controls)
        self.enter.setObjectName(u"enter")

        self.bar.addWidget(self.enter)


        self.controlsColumn.addLayout(self.bar)

        self.controlsColumn.setStretch(1, 1)

        self.body.addWidget(self.controls)


        self.retranslateUi(KioskPin)

        QMetaObject.connectSlotsByName(KioskPin)
    # setupUi

    def retranslateUi(self, KioskPin):
        self.title.setText(QCoreApplication.translate("KioskPin", u"PIN administrator", None))
        self.lead.setText(QCoreApplication.translate("KioskPin", u"Ketik PIN untuk menutup mesin antrean.", None))
        self.key1.setText(QCoreApplication.translate("KioskPin", u"1", None))
        self.key2.setText(QCoreApplication.translate("KioskPin", u"2", None))
        self.key3.setText(QCoreApplication.translate("KioskPin", u"3", None))
        self.key4.setText(QCoreApplication.translate("KioskPin", u"4", None))
        self.key5.setText(QCoreApplication.translate("KioskPin", u"5", None))
        self.key6.setText(QCoreApplication.translate("KioskPin", u"6", None))
        self.key7.setText(QCoreApplication.translate("KioskPin", u"7", None))
        self.key8.setText(QCoreApplication.translate("KioskPin", u"8", None))
        self.key9.setText(QCoreApplication.translate("KioskPin", u"9", None))
        self.key10.setText(QCoreApplication.translate("KioskPin", u"Ulang", None))
        self.key11.setText(QCoreApplication.translate("KioskPin", u"0", None))
        self.key12.setText(QCoreApplication.translate("KioskPin", u"Hapus", None))
        self.back.setText(QCoreApplication.translate("KioskPin", u"Kembali", None))
        self.enter.setText(QCoreApplication.translate("KioskPin", u"Keluar", None))
        pass
    # retranslateUi


# Automatically generated from ui/forms/kiosk_choose.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QHBoxLayout, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.choice import Choice
from bkpsdm_desktop.screens.kiosk.parts import (BarButton, Card, CheckInButton, Sign,
    Words)
from bkpsdm_desktop.screens.widgets.touch import FactBox

class Ui_KioskChoose(object):
    def setupUi(self, KioskChoose):
        if not KioskChoose.objectName():
            KioskChoose.setObjectName(u"KioskChoose")
        self.body = QVBoxLayout(KioskChoose)
        self.body.setSpacing(0)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.reading = QWidget(KioskChoose)
        self.reading.setObjectName(u"reading")
        self.readingColumn = QVBoxLayout(self.reading)
        self.readingColumn.setSpacing(0)
        self.readingColumn.setObjectName(u"readingColumn")
        self.readingColumn.setContentsMargins(0, 0, 0, 0)
        self.first = QWidget(self.reading)
        self.first.setObjectName(u"first")
        self.firstColumn = QVBoxLayout(self.first)
        self.firstColumn.setSpacing(0)
        self.firstColumn.setObjectName(u"firstColumn")
        self.firstColumn.setContentsMargins(0, 0, 0, 0)
        self.crumb = QWidget(self.first)
        self.crumb.setObjectName(u"crumb")
        self.crumbRow = QHBoxLayout(self.crumb)
        self.crumbRow.setSpacing(0)
        self.crumbRow.setObjectName(u"crumbRow")
        self.crumbRow.setContentsMargins(0, 0, 0, 0)
        self.crumbIcon = Sign(self.crumb)
        self.crumbIcon.setObjectName(u"crumbIcon")

        self.crumbRow.addWidget(self.crumbIcon)

        self.crumbName = Words(self.crumb)
        self.crumbName.setObjectName(u"crumbName")

        self.crumbRow.addWidget(self.crumbName)

        self.crumbRow.setStretch(1, 1)

        self.firstColumn.addWidget(self.crumb)

        self.title = Words(self.first)
        self.title.setObjectName(u"title")

        self.firstColumn.addWidget(self.title)

        self.lead = Words(self.first)
        self.lead.setObjectName(u"lead")

        self.firstColumn.addWidget(self.lead)

        self.firstEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.firstColumn.addItem(self.firstEnd)


        self.readingColumn.addWidget(self.first)

        self.readingGap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.readingColumn.addItem(self.readingGap)

        self.second = QWidget(self.reading)
        self.second.setObjectName(u"second")
        self.secondColumn = QVBoxLayout(self.second)
        self.secondColumn.setSpacing(0)
        self.secondColumn.setObjectName(u"secondColumn")
        self.secondColumn.setContentsMargins(0, 0, 0, 0)
        self.facts = FactBox(self.second)
        self.facts.setObjectName(u"facts")

        self.secondColumn.addWidget(self.facts)

        self.waits = Card(self.second)
        self.waits.setObjectName(u"waits")
        self.waitsGrid = QGridLayout(self.waits)
        self.waitsGrid.setObjectName(u"waitsGrid")
        self.waitsGrid.setContentsMargins(0, 0, 0, 0)

        self.secondColumn.addWidget(self.waits)


        self.readingColumn.addWidget(self.second)


        self.body.addWidget(self.reading)

        self.controls = QWidget(KioskChoose)
        self.controls.setObjectName(u"controls")
        self.controlsColumn = QVBoxLayout(self.controls)
        self.controlsColumn.setSpacing(0)
        self.controlsColumn.setObjectName(u"controlsColumn")
        self.controlsColumn.setContentsMargins(0, 0, 0, 0)
        self.tiles = QGridLayout()
        self.tiles.setObjectName(u"tiles")
        self.tiles.setContentsMargins(0, 0, 0, 0)
        self.tile1 = Choice(self.controls)
        self.tile1.setObjectName(u"tile1")

        self.tiles.addWidget(self.tile1, 0, 0, 1, 1)

        self.tile2 = Choice(self.controls)
        self.tile2.setObjectName(u"tile2")

        self.tiles.addWidget(self.tile2, 0, 1, 1, 1)

        self.tile3 = Choice(self.controls)
        self.tile3.setObjectName(u"tile3")

        self.tiles.addWidget(self.tile3, 1, 0, 1, 1)

        self.tile4 = Choice(self.controls)
        self.tile4.setObjectName(u"tile4")

        self.tiles.addWidget(self.tile4, 1, 1, 1, 1)

        self.tile5 = Choice(self.controls)
        self.tile5.setObjectName(u"tile5")

        self.tiles.addWidget(self.tile5, 2, 0, 1, 1)

        self.tile6 = Choice(self.controls)
        self.tile6.setObjectName(u"tile6")

        self.tiles.addWidget(self.tile6, 2, 1, 1, 1)


        self.controlsColumn.addLayout(self.tiles)

        self.checkIn = CheckInButton(self.controls)
        self.checkIn.setObjectName(u"checkIn")

        self.controlsColumn.addWidget(self.checkIn)

        self.note = Words(self.controls)
        self.note.setObjectName(u"note")
        self.note.setAlignment(Qt.AlignCenter)

        self.controlsColumn.addWidget(self.note)

        self.bar = QHBoxLayout()
        self.bar.setSpacing(0)
        self.bar.setObjectName(u"bar")
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.back = BarButton(self.controls)
        self.back.setObjectName(u"back")

        self.bar.addWidget(self.back)

        self.help = Words(self.controls)
        self.help.setObjectName(u"help")

        self.bar.addWidget(self.help)

        self.languageSwitch = BarButton(self.controls)
        self.languageSwitch.setObjectName(u"languageSwitch")

        self.bar.addWidget(self.languageSwitch)

        self.layoutSwitch = BarButton(self.controls)
        self.layoutSwitch.setObjectName(u"layoutSwitch")

        self.bar.addWidget(self.layoutSwitch)

        self.bar.setStretch(1, 1)

        self.controlsColumn.addLayout(self.bar)

        self.controlsColumn.setStretch(0, 1)

        self.body.addWidget(self.controls)


        self.retranslateUi(KioskChoose)

        QMetaObject.connectSlotsByName(KioskChoose)
    # setupUi

    def retranslateUi(self, KioskChoose):
        self.note.setText(QCoreApplication.translate("KioskChoose", u"Masih ragu? Pilih yang paling dekat.\n"
"Petugas membantu Anda.", None))
        self.back.setText(QCoreApplication.translate("KioskChoose", u"Kembali", None))
        self.languageSwitch.setText(QCoreApplication.translate("KioskChoose", u"English", None))
        self.layoutSwitch.setText(QCoreApplication.translate("KioskChoose", u"Tampilan rendah", None))
        pass
    # retranslateUi


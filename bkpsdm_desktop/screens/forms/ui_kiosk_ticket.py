# Automatically generated from ui/forms/kiosk_ticket.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.parts import (BarButton, Card, HugeButton, Note,
    Progress, QrView, Sign, Words)
from bkpsdm_desktop.screens.widgets.touch import FactBox

class Ui_KioskTicket(object):
    def setupUi(self, KioskTicket):
        if not KioskTicket.objectName():
            KioskTicket.setObjectName(u"KioskTicket")
        self.body = QVBoxLayout(KioskTicket)
        self.body.setSpacing(0)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.reading = QWidget(KioskTicket)
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
        self.headRow = QHBoxLayout()
        self.headRow.setSpacing(0)
        self.headRow.setObjectName(u"headRow")
        self.headRow.setContentsMargins(0, 0, 0, 0)
        self.headIcon = Sign(self.first)
        self.headIcon.setObjectName(u"headIcon")

        self.headRow.addWidget(self.headIcon)

        self.title = Words(self.first)
        self.title.setObjectName(u"title")

        self.headRow.addWidget(self.title)

        self.headRow.setStretch(1, 1)

        self.firstColumn.addLayout(self.headRow)

        self.progress = Progress(self.first)
        self.progress.setObjectName(u"progress")

        self.firstColumn.addWidget(self.progress)

        self.trouble = Note(self.first)
        self.trouble.setObjectName(u"trouble")

        self.firstColumn.addWidget(self.trouble)

        self.slip = Card(self.first)
        self.slip.setObjectName(u"slip")
        self.slipColumn = QVBoxLayout(self.slip)
        self.slipColumn.setSpacing(0)
        self.slipColumn.setObjectName(u"slipColumn")
        self.slipColumn.setContentsMargins(0, 0, 0, 0)
        self.slipOver = Words(self.slip)
        self.slipOver.setObjectName(u"slipOver")
        self.slipOver.setAlignment(Qt.AlignCenter)

        self.slipColumn.addWidget(self.slipOver)

        self.number = Words(self.slip)
        self.number.setObjectName(u"number")
        self.number.setAlignment(Qt.AlignCenter)

        self.slipColumn.addWidget(self.number)

        self.slipUnder = Words(self.slip)
        self.slipUnder.setObjectName(u"slipUnder")
        self.slipUnder.setAlignment(Qt.AlignCenter)

        self.slipColumn.addWidget(self.slipUnder)

        self.slipColumn.setStretch(1, 1)

        self.firstColumn.addWidget(self.slip)

        self.firstColumn.setStretch(3, 1)

        self.readingColumn.addWidget(self.first)

        self.second = QWidget(self.reading)
        self.second.setObjectName(u"second")
        self.secondColumn = QVBoxLayout(self.second)
        self.secondColumn.setSpacing(0)
        self.secondColumn.setObjectName(u"secondColumn")
        self.secondColumn.setContentsMargins(0, 0, 0, 0)
        self.facts = FactBox(self.second)
        self.facts.setObjectName(u"facts")

        self.secondColumn.addWidget(self.facts)

        self.follow = Card(self.second)
        self.follow.setObjectName(u"follow")
        self.followRow = QHBoxLayout(self.follow)
        self.followRow.setSpacing(0)
        self.followRow.setObjectName(u"followRow")
        self.followRow.setContentsMargins(0, 0, 0, 0)
        self.qr = QrView(self.follow)
        self.qr.setObjectName(u"qr")

        self.followRow.addWidget(self.qr)

        self.followColumn = QVBoxLayout()
        self.followColumn.setSpacing(0)
        self.followColumn.setObjectName(u"followColumn")
        self.followColumn.setContentsMargins(0, 0, 0, 0)
        self.followTop = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.followColumn.addItem(self.followTop)

        self.followTitle = Words(self.follow)
        self.followTitle.setObjectName(u"followTitle")

        self.followColumn.addWidget(self.followTitle)

        self.followText = Words(self.follow)
        self.followText.setObjectName(u"followText")

        self.followColumn.addWidget(self.followText)

        self.followEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.followColumn.addItem(self.followEnd)


        self.followRow.addLayout(self.followColumn)

        self.followRow.setStretch(1, 1)

        self.secondColumn.addWidget(self.follow)

        self.secondEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.secondColumn.addItem(self.secondEnd)


        self.readingColumn.addWidget(self.second)


        self.body.addWidget(self.reading)

        self.controls = QWidget(KioskTicket)
        self.controls.setObjectName(u"controls")
        self.controlsColumn = QVBoxLayout(self.controls)
        self.controlsColumn.setSpacing(0)
        self.controlsColumn.setObjectName(u"controlsColumn")
        self.controlsColumn.setContentsMargins(0, 0, 0, 0)
        self.doneRow = QHBoxLayout()
        self.doneRow.setSpacing(0)
        self.doneRow.setObjectName(u"doneRow")
        self.doneRow.setContentsMargins(0, 0, 0, 0)
        self.done = HugeButton(self.controls)
        self.done.setObjectName(u"done")

        self.doneRow.addWidget(self.done)

        self.countdown = Card(self.controls)
        self.countdown.setObjectName(u"countdown")
        self.countdownColumn = QVBoxLayout(self.countdown)
        self.countdownColumn.setSpacing(0)
        self.countdownColumn.setObjectName(u"countdownColumn")
        self.countdownColumn.setContentsMargins(0, 0, 0, 0)
        self.countTop = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.countdownColumn.addItem(self.countTop)

        self.seconds = Words(self.countdown)
        self.seconds.setObjectName(u"seconds")
        self.seconds.setAlignment(Qt.AlignCenter)

        self.countdownColumn.addWidget(self.seconds)

        self.secondsUnder = Words(self.countdown)
        self.secondsUnder.setObjectName(u"secondsUnder")
        self.secondsUnder.setAlignment(Qt.AlignCenter)

        self.countdownColumn.addWidget(self.secondsUnder)

        self.countEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.countdownColumn.addItem(self.countEnd)


        self.doneRow.addWidget(self.countdown)

        self.doneRow.setStretch(0, 1)

        self.controlsColumn.addLayout(self.doneRow)

        self.bar = QHBoxLayout()
        self.bar.setSpacing(0)
        self.bar.setObjectName(u"bar")
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.again = BarButton(self.controls)
        self.again.setObjectName(u"again")

        self.bar.addWidget(self.again)

        self.returns = Words(self.controls)
        self.returns.setObjectName(u"returns")
        self.returns.setAlignment(Qt.AlignRight|Qt.AlignVCenter)

        self.bar.addWidget(self.returns)

        self.bar.setStretch(1, 1)

        self.controlsColumn.addLayout(self.bar)


        self.body.addWidget(self.controls)

        self.body.setStretch(0, 1)

        self.retranslateUi(KioskTicket)

        QMetaObject.connectSlotsByName(KioskTicket)
    # setupUi

    def retranslateUi(self, KioskTicket):
        self.slipOver.setText(QCoreApplication.translate("KioskTicket", u"Nomor antrean Anda", None))
        self.done.setText(QCoreApplication.translate("KioskTicket", u"Selesai", None))
        self.secondsUnder.setText(QCoreApplication.translate("KioskTicket", u"detik lagi", None))
        self.again.setText(QCoreApplication.translate("KioskTicket", u"Ambil nomor lain", None))
        pass
    # retranslateUi


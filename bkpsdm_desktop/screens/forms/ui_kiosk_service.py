# Automatically generated from ui/forms/kiosk_service.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QHBoxLayout, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.papers import Papers
from bkpsdm_desktop.screens.kiosk.parts import (BarButton, HugeButton, Note, Option,
    Words)
from bkpsdm_desktop.screens.widgets.touch import FactBox

class Ui_KioskService(object):
    def setupUi(self, KioskService):
        if not KioskService.objectName():
            KioskService.setObjectName(u"KioskService")
        self.body = QVBoxLayout(KioskService)
        self.body.setSpacing(0)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.reading = QWidget(KioskService)
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
        self.over = Words(self.first)
        self.over.setObjectName(u"over")

        self.firstColumn.addWidget(self.over)

        self.title = Words(self.first)
        self.title.setObjectName(u"title")

        self.firstColumn.addWidget(self.title)

        self.facts = FactBox(self.first)
        self.facts.setObjectName(u"facts")

        self.firstColumn.addWidget(self.facts)

        self.firstEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.firstColumn.addItem(self.firstEnd)


        self.readingColumn.addWidget(self.first)

        self.second = QWidget(self.reading)
        self.second.setObjectName(u"second")
        self.secondColumn = QVBoxLayout(self.second)
        self.secondColumn.setSpacing(0)
        self.secondColumn.setObjectName(u"secondColumn")
        self.secondColumn.setContentsMargins(0, 0, 0, 0)
        self.papers = Papers(self.second)
        self.papers.setObjectName(u"papers")

        self.secondColumn.addWidget(self.papers)

        self.trouble = Note(self.second)
        self.trouble.setObjectName(u"trouble")

        self.secondColumn.addWidget(self.trouble)

        self.spare = QWidget(self.second)
        self.spare.setObjectName(u"spare")

        self.secondColumn.addWidget(self.spare)

        self.secondColumn.setStretch(0, 1)
        self.secondColumn.setStretch(2, 1)

        self.readingColumn.addWidget(self.second)

        self.readingColumn.setStretch(1, 1)

        self.body.addWidget(self.reading)

        self.controls = QWidget(KioskService)
        self.controls.setObjectName(u"controls")
        self.controlsColumn = QVBoxLayout(self.controls)
        self.controlsColumn.setSpacing(0)
        self.controlsColumn.setObjectName(u"controlsColumn")
        self.controlsColumn.setContentsMargins(0, 0, 0, 0)
        self.priority = QVBoxLayout()
        self.priority.setSpacing(0)
        self.priority.setObjectName(u"priority")
        self.priority.setContentsMargins(0, 0, 0, 0)
        self.priorityTitle = Words(self.controls)
        self.priorityTitle.setObjectName(u"priorityTitle")

        self.priority.addWidget(self.priorityTitle)

        self.priorityLead = Words(self.controls)
        self.priorityLead.setObjectName(u"priorityLead")

        self.priority.addWidget(self.priorityLead)


        self.controlsColumn.addLayout(self.priority)

        self.choose = QVBoxLayout()
        self.choose.setSpacing(0)
        self.choose.setObjectName(u"choose")
        self.choose.setContentsMargins(0, 0, 0, 0)
        self.options = QGridLayout()
        self.options.setObjectName(u"options")
        self.options.setContentsMargins(0, 0, 0, 0)
        self.elderly = Option(self.controls)
        self.elderly.setObjectName(u"elderly")

        self.options.addWidget(self.elderly, 0, 0, 1, 1)

        self.disability = Option(self.controls)
        self.disability.setObjectName(u"disability")

        self.options.addWidget(self.disability, 0, 1, 1, 1)

        self.pregnant = Option(self.controls)
        self.pregnant.setObjectName(u"pregnant")

        self.options.addWidget(self.pregnant, 1, 0, 1, 1)

        self.toddler = Option(self.controls)
        self.toddler.setObjectName(u"toddler")

        self.options.addWidget(self.toddler, 1, 1, 1, 1)


        self.choose.addLayout(self.options)

        self.take = HugeButton(self.controls)
        self.take.setObjectName(u"take")

        self.choose.addWidget(self.take)


        self.controlsColumn.addLayout(self.choose)

        self.bar = QHBoxLayout()
        self.bar.setSpacing(0)
        self.bar.setObjectName(u"bar")
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.back = BarButton(self.controls)
        self.back.setObjectName(u"back")

        self.bar.addWidget(self.back)

        self.barGap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.bar.addItem(self.barGap)


        self.controlsColumn.addLayout(self.bar)


        self.body.addWidget(self.controls)

        self.body.setStretch(0, 1)

        self.retranslateUi(KioskService)

        QMetaObject.connectSlotsByName(KioskService)
    # setupUi

    def retranslateUi(self, KioskService):
        self.over.setText(QCoreApplication.translate("KioskService", u"Layanan yang Anda pilih", None))
        self.priorityTitle.setText(QCoreApplication.translate("KioskService", u"Perlu didahulukan?", None))
        self.priorityLead.setText(QCoreApplication.translate("KioskService", u"Sentuh bila sesuai. Tidak perlu bukti.", None))
        self.elderly.setText(QCoreApplication.translate("KioskService", u"Lansia", None))
        self.disability.setText(QCoreApplication.translate("KioskService", u"Penyandang disabilitas", None))
        self.pregnant.setText(QCoreApplication.translate("KioskService", u"Ibu hamil atau menyusui", None))
        self.toddler.setText(QCoreApplication.translate("KioskService", u"Membawa balita", None))
        self.take.setText(QCoreApplication.translate("KioskService", u"Ambil nomor", None))
        self.back.setText(QCoreApplication.translate("KioskService", u"Kembali", None))
        pass
    # retranslateUi


# Automatically generated from ui/forms/kiosk_window.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QSpacerItem,
    QStackedWidget, QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.parts import (Emblem, Header, Words)

class Ui_KioskWindow(object):
    def setupUi(self, KioskWindow):
        if not KioskWindow.objectName():
            KioskWindow.setObjectName(u"KioskWindow")
        self.outer = QVBoxLayout(KioskWindow)
        self.outer.setSpacing(0)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.header = Header(KioskWindow)
        self.header.setObjectName(u"header")
        self.headerRow = QHBoxLayout(self.header)
        self.headerRow.setSpacing(0)
        self.headerRow.setObjectName(u"headerRow")
        self.headerRow.setContentsMargins(0, 0, 0, 0)
        self.emblem = Emblem(self.header)
        self.emblem.setObjectName(u"emblem")

        self.headerRow.addWidget(self.emblem)

        self.org = QVBoxLayout()
        self.org.setSpacing(0)
        self.org.setObjectName(u"org")
        self.org.setContentsMargins(0, 0, 0, 0)
        self.orgTop = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.org.addItem(self.orgTop)

        self.agency = Words(self.header)
        self.agency.setObjectName(u"agency")

        self.org.addWidget(self.agency)

        self.place = Words(self.header)
        self.place.setObjectName(u"place")

        self.org.addWidget(self.place)

        self.orgEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.org.addItem(self.orgEnd)


        self.headerRow.addLayout(self.org)

        self.headerGap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.headerRow.addItem(self.headerGap)

        self.when = QVBoxLayout()
        self.when.setSpacing(0)
        self.when.setObjectName(u"when")
        self.when.setContentsMargins(0, 0, 0, 0)
        self.whenTop = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.when.addItem(self.whenTop)

        self.clock = Words(self.header)
        self.clock.setObjectName(u"clock")
        self.clock.setAlignment(Qt.AlignRight|Qt.AlignVCenter)

        self.when.addWidget(self.clock)

        self.date = Words(self.header)
        self.date.setObjectName(u"date")
        self.date.setAlignment(Qt.AlignRight|Qt.AlignVCenter)

        self.when.addWidget(self.date)

        self.whenEnd = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.when.addItem(self.whenEnd)


        self.headerRow.addLayout(self.when)


        self.outer.addWidget(self.header)

        self.pages = QStackedWidget(KioskWindow)
        self.pages.setObjectName(u"pages")

        self.outer.addWidget(self.pages)

        self.outer.setStretch(1, 1)

        self.retranslateUi(KioskWindow)

        QMetaObject.connectSlotsByName(KioskWindow)
    # setupUi

    def retranslateUi(self, KioskWindow):
        KioskWindow.setWindowTitle(QCoreApplication.translate("KioskWindow", u"Ambil nomor antrean", None))
    # retranslateUi


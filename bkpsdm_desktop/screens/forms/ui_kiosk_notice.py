# Automatically generated from ui/forms/kiosk_notice.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.parts import (Card, Sign, Words)

class Ui_KioskNotice(object):
    def setupUi(self, KioskNotice):
        if not KioskNotice.objectName():
            KioskNotice.setObjectName(u"KioskNotice")
        self.body = QVBoxLayout(KioskNotice)
        self.body.setSpacing(0)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.top = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.top)

        self.card = Card(KioskNotice)
        self.card.setObjectName(u"card")
        self.cardColumn = QVBoxLayout(self.card)
        self.cardColumn.setSpacing(0)
        self.cardColumn.setObjectName(u"cardColumn")
        self.cardColumn.setContentsMargins(0, 0, 0, 0)
        self.iconRow = QHBoxLayout()
        self.iconRow.setSpacing(0)
        self.iconRow.setObjectName(u"iconRow")
        self.iconRow.setContentsMargins(0, 0, 0, 0)
        self.iconLeft = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.iconRow.addItem(self.iconLeft)

        self.icon = Sign(self.card)
        self.icon.setObjectName(u"icon")

        self.iconRow.addWidget(self.icon)

        self.iconRight = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.iconRow.addItem(self.iconRight)


        self.cardColumn.addLayout(self.iconRow)

        self.heading = Words(self.card)
        self.heading.setObjectName(u"heading")
        self.heading.setAlignment(Qt.AlignCenter)

        self.cardColumn.addWidget(self.heading)

        self.sentence = Words(self.card)
        self.sentence.setObjectName(u"sentence")
        self.sentence.setAlignment(Qt.AlignCenter)

        self.cardColumn.addWidget(self.sentence)


        self.body.addWidget(self.card)

        self.fact = Card(KioskNotice)
        self.fact.setObjectName(u"fact")
        self.factColumn = QVBoxLayout(self.fact)
        self.factColumn.setSpacing(0)
        self.factColumn.setObjectName(u"factColumn")
        self.factColumn.setContentsMargins(0, 0, 0, 0)
        self.factLabel = Words(self.fact)
        self.factLabel.setObjectName(u"factLabel")
        self.factLabel.setAlignment(Qt.AlignCenter)

        self.factColumn.addWidget(self.factLabel)

        self.factValue = Words(self.fact)
        self.factValue.setObjectName(u"factValue")
        self.factValue.setAlignment(Qt.AlignCenter)

        self.factColumn.addWidget(self.factValue)

        self.factMore = Words(self.fact)
        self.factMore.setObjectName(u"factMore")
        self.factMore.setAlignment(Qt.AlignCenter)

        self.factColumn.addWidget(self.factMore)


        self.body.addWidget(self.fact)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.staff = Words(KioskNotice)
        self.staff.setObjectName(u"staff")
        self.staff.setAlignment(Qt.AlignCenter)

        self.body.addWidget(self.staff)

        self.body.setStretch(0, 2)
        self.body.setStretch(3, 3)

        self.retranslateUi(KioskNotice)

        QMetaObject.connectSlotsByName(KioskNotice)
    # setupUi

    def retranslateUi(self, KioskNotice):
        pass
    # retranslateUi


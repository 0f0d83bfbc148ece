# Automatically generated from ui/forms/kiosk_still_there.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.kiosk.parts import (BarButton, Card, PrimaryButton, Words)

class Ui_KioskStillThere(object):
    def setupUi(self, KioskStillThere):
        if not KioskStillThere.objectName():
            KioskStillThere.setObjectName(u"KioskStillThere")
        self.outer = QVBoxLayout(KioskStillThere)
        self.outer.setSpacing(0)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.top = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.top)

        self.card = Card(KioskStillThere)
        self.card.setObjectName(u"card")
        self.column = QVBoxLayout(self.card)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.heading = Words(self.card)
        self.heading.setObjectName(u"heading")
        self.heading.setAlignment(Qt.AlignCenter)

        self.column.addWidget(self.heading)

        self.sentence = Words(self.card)
        self.sentence.setObjectName(u"sentence")
        self.sentence.setAlignment(Qt.AlignCenter)

        self.column.addWidget(self.sentence)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(0)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.yes = PrimaryButton(self.card)
        self.yes.setObjectName(u"yes")

        self.buttons.addWidget(self.yes)

        self.restart = BarButton(self.card)
        self.restart.setObjectName(u"restart")

        self.buttons.addWidget(self.restart)

        self.buttons.setStretch(0, 13)
        self.buttons.setStretch(1, 10)

        self.column.addLayout(self.buttons)


        self.outer.addWidget(self.card)


        self.retranslateUi(KioskStillThere)

        QMetaObject.connectSlotsByName(KioskStillThere)
    # setupUi

    def retranslateUi(self, KioskStillThere):
        self.heading.setText(QCoreApplication.translate("KioskStillThere", u"Masih di sini?", None))
        self.yes.setText(QCoreApplication.translate("KioskStillThere", u"Ya, lanjutkan", None))
        self.restart.setText(QCoreApplication.translate("KioskStillThere", u"Mulai ulang", None))
        pass
    # retranslateUi


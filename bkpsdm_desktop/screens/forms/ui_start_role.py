# Automatically generated from ui/forms/start_role.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QLabel,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from bkpsdm_desktop.screens.start.pieces import (Measure, RoleCard)

class Ui_RoleForm(object):
    def setupUi(self, RoleForm):
        if not RoleForm.objectName():
            RoleForm.setObjectName(u"RoleForm")
        self.rows = QVBoxLayout(RoleForm)
        self.rows.setSpacing(8)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(6, 0, 6, 0)
        self.question = QLabel(RoleForm)
        self.question.setObjectName(u"question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)

        self.rows.addWidget(self.question)

        self.cards = QHBoxLayout()
        self.cards.setSpacing(10)
        self.cards.setObjectName(u"cards")
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.kiosk = RoleCard(RoleForm)
        self.kiosk.setObjectName(u"kiosk")

        self.cards.addWidget(self.kiosk)

        self.counter = RoleCard(RoleForm)
        self.counter.setObjectName(u"counter")

        self.cards.addWidget(self.counter)

        self.board = RoleCard(RoleForm)
        self.board.setObjectName(u"board")

        self.cards.addWidget(self.board)

        self.desk = RoleCard(RoleForm)
        self.desk.setObjectName(u"desk")

        self.cards.addWidget(self.desk)


        self.rows.addLayout(self.cards)

        self.details = QStackedWidget(RoleForm)
        self.details.setObjectName(u"details")
        self.kioskDetails = QWidget()
        self.kioskDetails.setObjectName(u"kioskDetails")
        self.kioskRow = QHBoxLayout(self.kioskDetails)
        self.kioskRow.setSpacing(10)
        self.kioskRow.setObjectName(u"kioskRow")
        self.kioskRow.setContentsMargins(0, 0, 0, 0)
        self.kioskInchesLabel = QLabel(self.kioskDetails)
        self.kioskInchesLabel.setObjectName(u"kioskInchesLabel")

        self.kioskRow.addWidget(self.kioskInchesLabel)

        self.kioskInches = Measure(self.kioskDetails)
        self.kioskInches.setObjectName(u"kioskInches")

        self.kioskRow.addWidget(self.kioskInches)

        self.kioskHint = QLabel(self.kioskDetails)
        self.kioskHint.setObjectName(u"kioskHint")
        self.kioskHint.setTextFormat(Qt.TextFormat.PlainText)

        self.kioskRow.addWidget(self.kioskHint)

        self.kioskRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.kioskRow.addItem(self.kioskRoom)

        self.details.addWidget(self.kioskDetails)
        self.counterDetails = QWidget()
        self.counterDetails.setObjectName(u"counterDetails")
        self.counterRow = QHBoxLayout(self.counterDetails)
        self.counterRow.setSpacing(10)
        self.counterRow.setObjectName(u"counterRow")
        self.counterRow.setContentsMargins(0, 0, 0, 0)
        self.numberLabel = QLabel(self.counterDetails)
        self.numberLabel.setObjectName(u"numberLabel")

        self.counterRow.addWidget(self.numberLabel)

        self.number = QComboBox(self.counterDetails)
        self.number.setObjectName(u"number")

        self.counterRow.addWidget(self.number)

        self.details.addWidget(self.counterDetails)
        self.boardDetails = QWidget()
        self.boardDetails.setObjectName(u"boardDetails")
        self.boardRow = QHBoxLayout(self.boardDetails)
        self.boardRow.setSpacing(10)
        self.boardRow.setObjectName(u"boardRow")
        self.boardRow.setContentsMargins(0, 0, 0, 0)
        self.boardInchesLabel = QLabel(self.boardDetails)
        self.boardInchesLabel.setObjectName(u"boardInchesLabel")

        self.boardRow.addWidget(self.boardInchesLabel)

        self.boardInches = Measure(self.boardDetails)
        self.boardInches.setObjectName(u"boardInches")

        self.boardRow.addWidget(self.boardInches)

        self.seatLabel = QLabel(self.boardDetails)
        self.seatLabel.setObjectName(u"seatLabel")

        self.boardRow.addWidget(self.seatLabel)

        self.seat = Measure(self.boardDetails)
        self.seat.setObjectName(u"seat")

        self.boardRow.addWidget(self.seat)

        self.boardHint = QLabel(self.boardDetails)
        self.boardHint.setObjectName(u"boardHint")
        self.boardHint.setTextFormat(Qt.TextFormat.PlainText)

        self.boardRow.addWidget(self.boardHint)

        self.boardRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.boardRow.addItem(self.boardRoom)

        self.details.addWidget(self.boardDetails)
        self.deskDetails = QWidget()
        self.deskDetails.setObjectName(u"deskDetails")
        self.deskRow = QHBoxLayout(self.deskDetails)
        self.deskRow.setSpacing(10)
        self.deskRow.setObjectName(u"deskRow")
        self.deskRow.setContentsMargins(0, 0, 0, 0)
        self.deskHint = QLabel(self.deskDetails)
        self.deskHint.setObjectName(u"deskHint")
        self.deskHint.setTextFormat(Qt.TextFormat.PlainText)

        self.deskRow.addWidget(self.deskHint)

        self.details.addWidget(self.deskDetails)

        self.rows.addWidget(self.details)

#if QT_CONFIG(shortcut)
        self.kioskInchesLabel.setBuddy(self.kioskInches)
        self.numberLabel.setBuddy(self.number)
        self.boardInchesLabel.setBuddy(self.boardInches)
        self.seatLabel.setBuddy(self.seat)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RoleForm)

        QMetaObject.connectSlotsByName(RoleForm)
    # setupUi

    def retranslateUi(self, RoleForm):
        self.question.setText(QCoreApplication.translate("RoleForm", u"1. PC ini dipakai sebagai apa?", None))
        self.kioskInchesLabel.setText(QCoreApplication.translate("RoleForm", u"U&kuran layar", None))
        self.kioskHint.setText(QCoreApplication.translate("RoleForm", u"Ukuran miring kaca layar. Besar huruf dan tombol dihitung darinya.", None))
        self.kioskHint.setProperty(u"role", QCoreApplication.translate("RoleForm", u"muted", None))
        self.numberLabel.setText(QCoreApplication.translate("RoleForm", u"N&omor loket", None))
        self.boardInchesLabel.setText(QCoreApplication.translate("RoleForm", u"U&kuran layar", None))
        self.seatLabel.setText(QCoreApplication.translate("RoleForm", u"Kursi terjau&h", None))
        self.boardHint.setText(QCoreApplication.translate("RoleForm", u"Besar huruf dihitung dari jarak kursi terjauh.", None))
        self.boardHint.setProperty(u"role", QCoreApplication.translate("RoleForm", u"muted", None))
        self.deskHint.setText(QCoreApplication.translate("RoleForm", u"PC ini tidak menjadi loket. Pengawas dan administrator masuk dengan akun masing-masing.", None))
        self.deskHint.setProperty(u"role", QCoreApplication.translate("RoleForm", u"muted", None))
        pass
    # retranslateUi


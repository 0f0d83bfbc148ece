# Automatically generated from ui/forms/login.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QLineEdit, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from bkpsdm_desktop.screens.widgets.nav import NavyHead

class Ui_LoginForm(object):
    def setupUi(self, LoginForm):
        if not LoginForm.objectName():
            LoginForm.setObjectName(u"LoginForm")
        self.page = QVBoxLayout(LoginForm)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.header = NavyHead(LoginForm)
        self.header.setObjectName(u"header")
        self.headerRow = QHBoxLayout(self.header)
        self.headerRow.setSpacing(16)
        self.headerRow.setObjectName(u"headerRow")
        self.headerRow.setContentsMargins(24, 0, 24, 0)
        self.emblemPlace = QHBoxLayout()
        self.emblemPlace.setSpacing(0)
        self.emblemPlace.setObjectName(u"emblemPlace")
        self.emblemPlace.setContentsMargins(0, 0, 0, 0)

        self.headerRow.addLayout(self.emblemPlace)

        self.headerWords = QVBoxLayout()
        self.headerWords.setSpacing(0)
        self.headerWords.setObjectName(u"headerWords")
        self.headerWords.setContentsMargins(0, 8, 0, 8)
        self.title = QLabel(self.header)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)

        self.headerWords.addWidget(self.title)

        self.place = QLabel(self.header)
        self.place.setObjectName(u"place")
        self.place.setTextFormat(Qt.TextFormat.PlainText)

        self.headerWords.addWidget(self.place)


        self.headerRow.addLayout(self.headerWords)

        self.headerRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.headerRow.addItem(self.headerRoom)

        self.station = QLabel(self.header)
        self.station.setObjectName(u"station")
        self.station.setTextFormat(Qt.TextFormat.PlainText)

        self.headerRow.addWidget(self.station)


        self.page.addWidget(self.header)

        self.roomAbove = QSpacerItem(20, 20, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.page.addItem(self.roomAbove)

        self.middle = QHBoxLayout()
        self.middle.setSpacing(0)
        self.middle.setObjectName(u"middle")
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.roomLeft = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.middle.addItem(self.roomLeft)

        self.card = QFrame(LoginForm)
        self.card.setObjectName(u"card")
        self.cardRows = QVBoxLayout(self.card)
        self.cardRows.setSpacing(8)
        self.cardRows.setObjectName(u"cardRows")
        self.cardRows.setContentsMargins(24, 20, 24, 24)
        self.heading = QLabel(self.card)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)

        self.cardRows.addWidget(self.heading)

        self.hint = QLabel(self.card)
        self.hint.setObjectName(u"hint")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)

        self.cardRows.addWidget(self.hint)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.cardRows.addItem(self.gap)

        self.usernameLabel = QLabel(self.card)
        self.usernameLabel.setObjectName(u"usernameLabel")

        self.cardRows.addWidget(self.usernameLabel)

        self.username = QLineEdit(self.card)
        self.username.setObjectName(u"username")
        self.username.setMaxLength(64)

        self.cardRows.addWidget(self.username)

        self.passwordLabel = QLabel(self.card)
        self.passwordLabel.setObjectName(u"passwordLabel")

        self.cardRows.addWidget(self.passwordLabel)

        self.password = QLineEdit(self.card)
        self.password.setObjectName(u"password")
        self.password.setMaxLength(256)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)

        self.cardRows.addWidget(self.password)

        self.troublePlace = QVBoxLayout()
        self.troublePlace.setSpacing(0)
        self.troublePlace.setObjectName(u"troublePlace")
        self.troublePlace.setContentsMargins(0, 0, 0, 0)

        self.cardRows.addLayout(self.troublePlace)


        self.middle.addWidget(self.card)

        self.roomRight = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.middle.addItem(self.roomRight)


        self.page.addLayout(self.middle)

        self.roomBelow = QSpacerItem(20, 20, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.page.addItem(self.roomBelow)

        self.bar = QFrame(LoginForm)
        self.bar.setObjectName(u"bar")
        self.verbs = QHBoxLayout(self.bar)
        self.verbs.setSpacing(12)
        self.verbs.setObjectName(u"verbs")
        self.verbs.setContentsMargins(24, 0, 24, 0)

        self.page.addWidget(self.bar)

        self.page.setStretch(1, 1)
        self.page.setStretch(3, 2)
#if QT_CONFIG(shortcut)
        self.usernameLabel.setBuddy(self.username)
        self.passwordLabel.setBuddy(self.password)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(LoginForm)

        QMetaObject.connectSlotsByName(LoginForm)
    # setupUi

    def retranslateUi(self, LoginForm):
        LoginForm.setWindowTitle(QCoreApplication.translate("LoginForm", u"Masuk", None))
        self.title.setText(QCoreApplication.translate("LoginForm", u"Layanan BKPSDM", None))
        self.title.setProperty(u"role", QCoreApplication.translate("LoginForm", u"header", None))
        self.place.setText("")
        self.place.setProperty(u"role", QCoreApplication.translate("LoginForm", u"header_muted", None))
        self.station.setText("")
        self.station.setProperty(u"role", QCoreApplication.translate("LoginForm", u"header", None))
        self.card.setProperty(u"kind", QCoreApplication.translate("LoginForm", u"panel", None))
        self.heading.setText(QCoreApplication.translate("LoginForm", u"Masuk", None))
        self.hint.setText(QCoreApplication.translate("LoginForm", u"Dengan akun petugas Anda.", None))
        self.hint.setProperty(u"role", QCoreApplication.translate("LoginForm", u"muted", None))
        self.usernameLabel.setText(QCoreApplication.translate("LoginForm", u"&Nama pengguna", None))
        self.passwordLabel.setText(QCoreApplication.translate("LoginForm", u"&Kata sandi", None))
        self.bar.setProperty(u"kind", QCoreApplication.translate("LoginForm", u"bar", None))
    # retranslateUi


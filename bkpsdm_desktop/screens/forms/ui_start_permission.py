# Automatically generated from ui/forms/start_permission.ui - do not edit; run: python3 dev.py build

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

from bkpsdm_desktop.screens.start.pieces import Note

class Ui_PermissionForm(object):
    def setupUi(self, PermissionForm):
        if not PermissionForm.objectName():
            PermissionForm.setObjectName(u"PermissionForm")
        self.rows = QVBoxLayout(PermissionForm)
        self.rows.setSpacing(0)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.above)

        self.middle = QHBoxLayout()
        self.middle.setSpacing(0)
        self.middle.setObjectName(u"middle")
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.left = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.middle.addItem(self.left)

        self.card = QFrame(PermissionForm)
        self.card.setObjectName(u"card")
        self.cardRows = QVBoxLayout(self.card)
        self.cardRows.setSpacing(6)
        self.cardRows.setObjectName(u"cardRows")
        self.cardRows.setContentsMargins(24, 20, 24, 16)
        self.heading = QLabel(self.card)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)

        self.cardRows.addWidget(self.heading)

        self.lead = QLabel(self.card)
        self.lead.setObjectName(u"lead")
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setWordWrap(True)

        self.cardRows.addWidget(self.lead)

        self.leadGap = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.cardRows.addItem(self.leadGap)

        self.usernameLabel = QLabel(self.card)
        self.usernameLabel.setObjectName(u"usernameLabel")

        self.cardRows.addWidget(self.usernameLabel)

        self.username = QLineEdit(self.card)
        self.username.setObjectName(u"username")

        self.cardRows.addWidget(self.username)

        self.usernameNote = Note(self.card)
        self.usernameNote.setObjectName(u"usernameNote")

        self.cardRows.addWidget(self.usernameNote)

        self.passwordLabel = QLabel(self.card)
        self.passwordLabel.setObjectName(u"passwordLabel")

        self.cardRows.addWidget(self.passwordLabel)

        self.password = QLineEdit(self.card)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)

        self.cardRows.addWidget(self.password)

        self.passwordNote = Note(self.card)
        self.passwordNote.setObjectName(u"passwordNote")

        self.cardRows.addWidget(self.passwordNote)


        self.middle.addWidget(self.card)

        self.right = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.middle.addItem(self.right)


        self.rows.addLayout(self.middle)

        self.below = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.below)

        self.rows.setStretch(0, 1)
        self.rows.setStretch(2, 2)
#if QT_CONFIG(shortcut)
        self.usernameLabel.setBuddy(self.username)
        self.passwordLabel.setBuddy(self.password)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PermissionForm)

        QMetaObject.connectSlotsByName(PermissionForm)
    # setupUi

    def retranslateUi(self, PermissionForm):
        self.card.setProperty(u"kind", QCoreApplication.translate("PermissionForm", u"panel", None))
        self.heading.setText(QCoreApplication.translate("PermissionForm", u"Izin administrator", None))
        self.lead.setText("")
        self.lead.setProperty(u"role", QCoreApplication.translate("PermissionForm", u"muted", None))
        self.usernameLabel.setText(QCoreApplication.translate("PermissionForm", u"&Nama pengguna", None))
        self.passwordLabel.setText(QCoreApplication.translate("PermissionForm", u"&Kata sandi", None))
        pass
    # retranslateUi


# Automatically generated from ui/forms/start_database.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QRadioButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from bkpsdm_desktop.screens.start.pieces import (Note, Option)

class Ui_DatabaseForm(object):
    def setupUi(self, DatabaseForm):
        if not DatabaseForm.objectName():
            DatabaseForm.setObjectName(u"DatabaseForm")
        self.rows = QVBoxLayout(DatabaseForm)
        self.rows.setSpacing(8)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(6, 0, 6, 0)
        self.question = QLabel(DatabaseForm)
        self.question.setObjectName(u"question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)

        self.rows.addWidget(self.question)

        self.options = QHBoxLayout()
        self.options.setSpacing(10)
        self.options.setObjectName(u"options")
        self.options.setContentsMargins(0, 0, 0, 0)
        self.embeddedOption = Option(DatabaseForm)
        self.embeddedOption.setObjectName(u"embeddedOption")
        self.embeddedRows = QVBoxLayout(self.embeddedOption)
        self.embeddedRows.setSpacing(8)
        self.embeddedRows.setObjectName(u"embeddedRows")
        self.embeddedRows.setContentsMargins(14, 10, 14, 10)
        self.embedded = QRadioButton(self.embeddedOption)
        self.embedded.setObjectName(u"embedded")

        self.embeddedRows.addWidget(self.embedded)

        self.embeddedHint = QLabel(self.embeddedOption)
        self.embeddedHint.setObjectName(u"embeddedHint")
        self.embeddedHint.setTextFormat(Qt.TextFormat.PlainText)
        self.embeddedHint.setWordWrap(True)

        self.embeddedRows.addWidget(self.embeddedHint)

        self.embeddedNote = Note(self.embeddedOption)
        self.embeddedNote.setObjectName(u"embeddedNote")

        self.embeddedRows.addWidget(self.embeddedNote)

        self.embeddedRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.embeddedRows.addItem(self.embeddedRoom)


        self.options.addWidget(self.embeddedOption)

        self.serverOption = Option(DatabaseForm)
        self.serverOption.setObjectName(u"serverOption")
        self.serverRows = QVBoxLayout(self.serverOption)
        self.serverRows.setSpacing(8)
        self.serverRows.setObjectName(u"serverRows")
        self.serverRows.setContentsMargins(14, 10, 14, 10)
        self.serverHead = QHBoxLayout()
        self.serverHead.setSpacing(8)
        self.serverHead.setObjectName(u"serverHead")
        self.serverHead.setContentsMargins(0, 0, 0, 0)
        self.server = QRadioButton(self.serverOption)
        self.server.setObjectName(u"server")

        self.serverHead.addWidget(self.server)

        self.serverRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.serverHead.addItem(self.serverRoom)


        self.serverRows.addLayout(self.serverHead)

        self.serverFields = QHBoxLayout()
        self.serverFields.setSpacing(8)
        self.serverFields.setObjectName(u"serverFields")
        self.serverFields.setContentsMargins(0, 0, 0, 0)
        self.hostLabel = QLabel(self.serverOption)
        self.hostLabel.setObjectName(u"hostLabel")

        self.serverFields.addWidget(self.hostLabel)

        self.host = QLineEdit(self.serverOption)
        self.host.setObjectName(u"host")

        self.serverFields.addWidget(self.host)

        self.nameLabel = QLabel(self.serverOption)
        self.nameLabel.setObjectName(u"nameLabel")

        self.serverFields.addWidget(self.nameLabel)

        self.name = QLineEdit(self.serverOption)
        self.name.setObjectName(u"name")

        self.serverFields.addWidget(self.name)

        self.userLabel = QLabel(self.serverOption)
        self.userLabel.setObjectName(u"userLabel")

        self.serverFields.addWidget(self.userLabel)

        self.user = QLineEdit(self.serverOption)
        self.user.setObjectName(u"user")

        self.serverFields.addWidget(self.user)

        self.serverFields.setStretch(1, 4)
        self.serverFields.setStretch(3, 3)
        self.serverFields.setStretch(5, 3)

        self.serverRows.addLayout(self.serverFields)

        self.serverFoot = QHBoxLayout()
        self.serverFoot.setSpacing(12)
        self.serverFoot.setObjectName(u"serverFoot")
        self.serverFoot.setContentsMargins(0, 0, 0, 0)
        self.serverNote = Note(self.serverOption)
        self.serverNote.setObjectName(u"serverNote")

        self.serverFoot.addWidget(self.serverNote)

        self.serverFoot.setStretch(0, 1)

        self.serverRows.addLayout(self.serverFoot)


        self.options.addWidget(self.serverOption)

        self.options.setStretch(0, 300)
        self.options.setStretch(1, 642)

        self.rows.addLayout(self.options)

#if QT_CONFIG(shortcut)
        self.hostLabel.setBuddy(self.host)
        self.nameLabel.setBuddy(self.name)
        self.userLabel.setBuddy(self.user)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(DatabaseForm)

        QMetaObject.connectSlotsByName(DatabaseForm)
    # setupUi

    def retranslateUi(self, DatabaseForm):
        self.question.setText(QCoreApplication.translate("DatabaseForm", u"2. Data kantor disimpan di mana?", None))
        self.embedded.setText(QCoreApplication.translate("DatabaseForm", u"Hanya di PC &ini", None))
        self.embeddedHint.setText(QCoreApplication.translate("DatabaseForm", u"Satu PC untuk semua. Terenkripsi, langsung siap.", None))
        self.embeddedHint.setProperty(u"role", QCoreApplication.translate("DatabaseForm", u"muted", None))
        self.server.setText(QCoreApplication.translate("DatabaseForm", u"&Server kantor, dipakai bersama", None))
        self.hostLabel.setText(QCoreApplication.translate("DatabaseForm", u"&Alamat", None))
        self.nameLabel.setText(QCoreApplication.translate("DatabaseForm", u"&Basis data", None))
        self.userLabel.setText(QCoreApplication.translate("DatabaseForm", u"Pe&ngguna", None))
        pass
    # retranslateUi


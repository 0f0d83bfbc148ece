# Automatically generated from ui/forms/start_office.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QLabel, QLineEdit, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.start.pieces import Note

class Ui_OfficeForm(object):
    def setupUi(self, OfficeForm):
        if not OfficeForm.objectName():
            OfficeForm.setObjectName(u"OfficeForm")
        self.rows = QVBoxLayout(OfficeForm)
        self.rows.setSpacing(2)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(OfficeForm)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)

        self.rows.addWidget(self.heading)

        self.lead = QLabel(OfficeForm)
        self.lead.setObjectName(u"lead")
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setWordWrap(True)

        self.rows.addWidget(self.lead)

        self.leadGap = QSpacerItem(0, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.rows.addItem(self.leadGap)

        self.panels = QHBoxLayout()
        self.panels.setSpacing(12)
        self.panels.setObjectName(u"panels")
        self.panels.setContentsMargins(0, 0, 0, 0)
        self.office = QFrame(OfficeForm)
        self.office.setObjectName(u"office")
        self.officeRows = QVBoxLayout(self.office)
        self.officeRows.setSpacing(8)
        self.officeRows.setObjectName(u"officeRows")
        self.officeRows.setContentsMargins(16, 10, 16, 6)
        self.officeTitle = QLabel(self.office)
        self.officeTitle.setObjectName(u"officeTitle")
        self.officeTitle.setTextFormat(Qt.TextFormat.PlainText)

        self.officeRows.addWidget(self.officeTitle)

        self.officeGrid = QGridLayout()
        self.officeGrid.setObjectName(u"officeGrid")
        self.officeGrid.setHorizontalSpacing(10)
        self.officeGrid.setVerticalSpacing(2)
        self.officeGrid.setContentsMargins(0, 0, 0, 0)
        self.codeLabel = QLabel(self.office)
        self.codeLabel.setObjectName(u"codeLabel")

        self.officeGrid.addWidget(self.codeLabel, 0, 0, 1, 1)

        self.code = QLineEdit(self.office)
        self.code.setObjectName(u"code")

        self.officeGrid.addWidget(self.code, 0, 1, 1, 1)

        self.codeNote = Note(self.office)
        self.codeNote.setObjectName(u"codeNote")

        self.officeGrid.addWidget(self.codeNote, 1, 1, 1, 1)

        self.agencyLabel = QLabel(self.office)
        self.agencyLabel.setObjectName(u"agencyLabel")

        self.officeGrid.addWidget(self.agencyLabel, 2, 0, 1, 1)

        self.agency = QLineEdit(self.office)
        self.agency.setObjectName(u"agency")

        self.officeGrid.addWidget(self.agency, 2, 1, 1, 1)

        self.agencyNote = Note(self.office)
        self.agencyNote.setObjectName(u"agencyNote")

        self.officeGrid.addWidget(self.agencyNote, 3, 1, 1, 1)

        self.placeLabel = QLabel(self.office)
        self.placeLabel.setObjectName(u"placeLabel")

        self.officeGrid.addWidget(self.placeLabel, 4, 0, 1, 1)

        self.place = QLineEdit(self.office)
        self.place.setObjectName(u"place")

        self.officeGrid.addWidget(self.place, 4, 1, 1, 1)

        self.placeNote = Note(self.office)
        self.placeNote.setObjectName(u"placeNote")

        self.officeGrid.addWidget(self.placeNote, 5, 1, 1, 1)

        self.portalLabel = QLabel(self.office)
        self.portalLabel.setObjectName(u"portalLabel")

        self.officeGrid.addWidget(self.portalLabel, 6, 0, 1, 1)

        self.portal = QLineEdit(self.office)
        self.portal.setObjectName(u"portal")

        self.officeGrid.addWidget(self.portal, 6, 1, 1, 1)

        self.portalNote = Note(self.office)
        self.portalNote.setObjectName(u"portalNote")

        self.officeGrid.addWidget(self.portalNote, 7, 1, 1, 1)

        self.officeGrid.setColumnStretch(1, 1)

        self.officeRows.addLayout(self.officeGrid)

        self.officeRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.officeRows.addItem(self.officeRoom)


        self.panels.addWidget(self.office)

        self.person = QFrame(OfficeForm)
        self.person.setObjectName(u"person")
        self.personRows = QVBoxLayout(self.person)
        self.personRows.setSpacing(8)
        self.personRows.setObjectName(u"personRows")
        self.personRows.setContentsMargins(16, 10, 16, 6)
        self.personTitle = QLabel(self.person)
        self.personTitle.setObjectName(u"personTitle")
        self.personTitle.setTextFormat(Qt.TextFormat.PlainText)

        self.personRows.addWidget(self.personTitle)

        self.personGrid = QGridLayout()
        self.personGrid.setObjectName(u"personGrid")
        self.personGrid.setHorizontalSpacing(10)
        self.personGrid.setVerticalSpacing(2)
        self.personGrid.setContentsMargins(0, 0, 0, 0)
        self.fullNameLabel = QLabel(self.person)
        self.fullNameLabel.setObjectName(u"fullNameLabel")

        self.personGrid.addWidget(self.fullNameLabel, 0, 0, 1, 1)

        self.fullName = QLineEdit(self.person)
        self.fullName.setObjectName(u"fullName")

        self.personGrid.addWidget(self.fullName, 0, 1, 1, 1)

        self.fullNameNote = Note(self.person)
        self.fullNameNote.setObjectName(u"fullNameNote")

        self.personGrid.addWidget(self.fullNameNote, 1, 1, 1, 1)

        self.usernameLabel = QLabel(self.person)
        self.usernameLabel.setObjectName(u"usernameLabel")

        self.personGrid.addWidget(self.usernameLabel, 2, 0, 1, 1)

        self.username = QLineEdit(self.person)
        self.username.setObjectName(u"username")

        self.personGrid.addWidget(self.username, 2, 1, 1, 1)

        self.usernameNote = Note(self.person)
        self.usernameNote.setObjectName(u"usernameNote")

        self.personGrid.addWidget(self.usernameNote, 3, 1, 1, 1)

        self.passwordLabel = QLabel(self.person)
        self.passwordLabel.setObjectName(u"passwordLabel")

        self.personGrid.addWidget(self.passwordLabel, 4, 0, 1, 1)

        self.password = QLineEdit(self.person)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)

        self.personGrid.addWidget(self.password, 4, 1, 1, 1)

        self.passwordNote = Note(self.person)
        self.passwordNote.setObjectName(u"passwordNote")

        self.personGrid.addWidget(self.passwordNote, 5, 1, 1, 1)

        self.repeatedLabel = QLabel(self.person)
        self.repeatedLabel.setObjectName(u"repeatedLabel")

        self.personGrid.addWidget(self.repeatedLabel, 6, 0, 1, 1)

        self.repeated = QLineEdit(self.person)
        self.repeated.setObjectName(u"repeated")
        self.repeated.setEchoMode(QLineEdit.EchoMode.Password)

        self.personGrid.addWidget(self.repeated, 6, 1, 1, 1)

        self.repeatedNote = Note(self.person)
        self.repeatedNote.setObjectName(u"repeatedNote")

        self.personGrid.addWidget(self.repeatedNote, 7, 1, 1, 1)

        self.pinLabel = QLabel(self.person)
        self.pinLabel.setObjectName(u"pinLabel")

        self.personGrid.addWidget(self.pinLabel, 8, 0, 1, 1)

        self.pin = QLineEdit(self.person)
        self.pin.setObjectName(u"pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)

        self.personGrid.addWidget(self.pin, 8, 1, 1, 1)

        self.pinNote = Note(self.person)
        self.pinNote.setObjectName(u"pinNote")

        self.personGrid.addWidget(self.pinNote, 9, 1, 1, 1)

        self.personGrid.setColumnStretch(1, 1)

        self.personRows.addLayout(self.personGrid)

        self.personRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.personRows.addItem(self.personRoom)


        self.panels.addWidget(self.person)

        self.panels.setStretch(0, 1)
        self.panels.setStretch(1, 1)

        self.rows.addLayout(self.panels)

        self.foot = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.foot)

#if QT_CONFIG(shortcut)
        self.codeLabel.setBuddy(self.code)
        self.agencyLabel.setBuddy(self.agency)
        self.placeLabel.setBuddy(self.place)
        self.portalLabel.setBuddy(self.portal)
        self.fullNameLabel.setBuddy(self.fullName)
        self.usernameLabel.setBuddy(self.username)
        self.passwordLabel.setBuddy(self.password)
        self.repeatedLabel.setBuddy(self.repeated)
        self.pinLabel.setBuddy(self.pin)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(OfficeForm)

        QMetaObject.connectSlotsByName(OfficeForm)
    # setupUi

    def retranslateUi(self, OfficeForm):
        self.heading.setText(QCoreApplication.translate("OfficeForm", u"Kantor dan administrator", None))
        self.lead.setText(QCoreApplication.translate("OfficeForm", u"Basis data ini belum berisi kantor. Data ini tercetak pada tiket dan tampil di layar; tidak ada akun bawaan.", None))
        self.lead.setProperty(u"role", QCoreApplication.translate("OfficeForm", u"muted", None))
        self.office.setProperty(u"kind", QCoreApplication.translate("OfficeForm", u"panel", None))
        self.officeTitle.setText(QCoreApplication.translate("OfficeForm", u"Kantor", None))
        self.codeLabel.setText(QCoreApplication.translate("OfficeForm", u"K&ode kantor", None))
        self.agencyLabel.setText(QCoreApplication.translate("OfficeForm", u"&Instansi", None))
        self.placeLabel.setText(QCoreApplication.translate("OfficeForm", u"Kota/kabu&paten", None))
        self.portalLabel.setText(QCoreApplication.translate("OfficeForm", u"A&lamat portal", None))
        self.person.setProperty(u"kind", QCoreApplication.translate("OfficeForm", u"panel", None))
        self.personTitle.setText(QCoreApplication.translate("OfficeForm", u"Administrator", None))
        self.fullNameLabel.setText(QCoreApplication.translate("OfficeForm", u"Nama len&gkap", None))
        self.usernameLabel.setText(QCoreApplication.translate("OfficeForm", u"&Nama pengguna", None))
        self.passwordLabel.setText(QCoreApplication.translate("OfficeForm", u"&Kata sandi", None))
        self.repeatedLabel.setText(QCoreApplication.translate("OfficeForm", u"&Ulangi kata sandi", None))
        self.pinLabel.setText(QCoreApplication.translate("OfficeForm", u"PIN me&sin antrean", None))
        pass
    # retranslateUi


# Automatically generated from ui/forms/start_recovery.ui - do not edit; run: python3 dev.py build

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

from bkpsdm_desktop.screens.start.pieces import (KeyGroups, Note)

class Ui_RecoveryForm(object):
    def setupUi(self, RecoveryForm):
        if not RecoveryForm.objectName():
            RecoveryForm.setObjectName(u"RecoveryForm")
        self.rows = QVBoxLayout(RecoveryForm)
        self.rows.setSpacing(4)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(RecoveryForm)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)

        self.rows.addWidget(self.heading)

        self.purpose = QLabel(RecoveryForm)
        self.purpose.setObjectName(u"purpose")
        self.purpose.setTextFormat(Qt.TextFormat.PlainText)
        self.purpose.setWordWrap(True)

        self.rows.addWidget(self.purpose)

        self.warning = QLabel(RecoveryForm)
        self.warning.setObjectName(u"warning")
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setWordWrap(True)

        self.rows.addWidget(self.warning)

        self.keeping = QLabel(RecoveryForm)
        self.keeping.setObjectName(u"keeping")
        self.keeping.setTextFormat(Qt.TextFormat.PlainText)
        self.keeping.setWordWrap(True)

        self.rows.addWidget(self.keeping)

        self.textGap = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.rows.addItem(self.textGap)

        self.card = QFrame(RecoveryForm)
        self.card.setObjectName(u"card")
        self.cardRows = QVBoxLayout(self.card)
        self.cardRows.setSpacing(12)
        self.cardRows.setObjectName(u"cardRows")
        self.cardRows.setContentsMargins(20, 14, 20, 14)
        self.cardHead = QHBoxLayout()
        self.cardHead.setSpacing(8)
        self.cardHead.setObjectName(u"cardHead")
        self.cardHead.setContentsMargins(0, 0, 0, 0)
        self.cardTitle = QLabel(self.card)
        self.cardTitle.setObjectName(u"cardTitle")
        self.cardTitle.setTextFormat(Qt.TextFormat.PlainText)

        self.cardHead.addWidget(self.cardTitle)

        self.cardRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.cardHead.addItem(self.cardRoom)


        self.cardRows.addLayout(self.cardHead)

        self.groups = KeyGroups(self.card)
        self.groups.setObjectName(u"groups")

        self.cardRows.addWidget(self.groups)

        self.printingRows = QVBoxLayout()
        self.printingRows.setSpacing(8)
        self.printingRows.setObjectName(u"printingRows")
        self.printingRows.setContentsMargins(0, 0, 0, 0)
        self.printingRow = QHBoxLayout()
        self.printingRow.setSpacing(12)
        self.printingRow.setObjectName(u"printingRow")
        self.printingRow.setContentsMargins(0, 0, 0, 0)
        self.printingText = QLabel(self.card)
        self.printingText.setObjectName(u"printingText")
        self.printingText.setTextFormat(Qt.TextFormat.PlainText)
        self.printingText.setWordWrap(True)

        self.printingRow.addWidget(self.printingText)

        self.printingRow.setStretch(0, 1)

        self.printingRows.addLayout(self.printingRow)

        self.printed = Note(self.card)
        self.printed.setObjectName(u"printed")

        self.printingRows.addWidget(self.printed)


        self.cardRows.addLayout(self.printingRows)

        self.typingRows = QVBoxLayout()
        self.typingRows.setSpacing(4)
        self.typingRows.setObjectName(u"typingRows")
        self.typingRows.setContentsMargins(0, 0, 0, 0)
        self.typingRow = QHBoxLayout()
        self.typingRow.setSpacing(10)
        self.typingRow.setObjectName(u"typingRow")
        self.typingRow.setContentsMargins(0, 0, 0, 0)
        self.typedLabel = QLabel(self.card)
        self.typedLabel.setObjectName(u"typedLabel")

        self.typingRow.addWidget(self.typedLabel)

        self.typed = QLineEdit(self.card)
        self.typed.setObjectName(u"typed")

        self.typingRow.addWidget(self.typed)

        self.typingRoom = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.typingRow.addItem(self.typingRoom)


        self.typingRows.addLayout(self.typingRow)

        self.typedNote = Note(self.card)
        self.typedNote.setObjectName(u"typedNote")

        self.typingRows.addWidget(self.typedNote)


        self.cardRows.addLayout(self.typingRows)

        self.cardFoot = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.cardRows.addItem(self.cardFoot)


        self.rows.addWidget(self.card)

        self.foot = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.foot)

#if QT_CONFIG(shortcut)
        self.typedLabel.setBuddy(self.typed)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecoveryForm)

        QMetaObject.connectSlotsByName(RecoveryForm)
    # setupUi

    def retranslateUi(self, RecoveryForm):
        self.heading.setText(QCoreApplication.translate("RecoveryForm", u"Kunci pemulihan", None))
        self.purpose.setText(QCoreApplication.translate("RecoveryForm", u"Data kantor di PC ini tersimpan terenkripsi. Bila PC ini rusak atau diganti, kunci inilah yang membuka kembali data dan cadangannya.", None))
        self.warning.setText(QCoreApplication.translate("RecoveryForm", u"Tanpa kunci ini tidak seorang pun dapat memulihkan data, termasuk pembuat program ini.", None))
        self.keeping.setText(QCoreApplication.translate("RecoveryForm", u"Simpan di lemari terkunci milik kepala kantor, jangan di dekat PC ini.", None))
        self.keeping.setProperty(u"role", QCoreApplication.translate("RecoveryForm", u"muted", None))
        self.card.setProperty(u"kind", QCoreApplication.translate("RecoveryForm", u"panel", None))
        self.cardTitle.setText("")
        self.printingText.setText(QCoreApplication.translate("RecoveryForm", u"Kunci dicetak pada printer tiket dan tidak ditampilkan di layar.", None))
        self.typedLabel.setText("")
        pass
    # retranslateUi


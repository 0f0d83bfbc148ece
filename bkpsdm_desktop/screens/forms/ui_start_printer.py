# Automatically generated from ui/forms/start_printer.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QHBoxLayout,
    QLabel, QLineEdit, QSizePolicy, QVBoxLayout,
    QWidget)

from bkpsdm_desktop.screens.start.pieces import Note

class Ui_PrinterForm(object):
    def setupUi(self, PrinterForm):
        if not PrinterForm.objectName():
            PrinterForm.setObjectName(u"PrinterForm")
        self.rows = QVBoxLayout(PrinterForm)
        self.rows.setSpacing(8)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(6, 0, 6, 0)
        self.question = QLabel(PrinterForm)
        self.question.setObjectName(u"question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)

        self.rows.addWidget(self.question)

        self.panel = QFrame(PrinterForm)
        self.panel.setObjectName(u"panel")
        self.panelRows = QVBoxLayout(self.panel)
        self.panelRows.setSpacing(4)
        self.panelRows.setObjectName(u"panelRows")
        self.panelRows.setContentsMargins(14, 8, 14, 8)
        self.printerRow = QHBoxLayout()
        self.printerRow.setSpacing(10)
        self.printerRow.setObjectName(u"printerRow")
        self.printerRow.setContentsMargins(0, 0, 0, 0)
        self.kindLabel = QLabel(self.panel)
        self.kindLabel.setObjectName(u"kindLabel")

        self.printerRow.addWidget(self.kindLabel)

        self.kind = QComboBox(self.panel)
        self.kind.setObjectName(u"kind")

        self.printerRow.addWidget(self.kind)

        self.addressLabel = QLabel(self.panel)
        self.addressLabel.setObjectName(u"addressLabel")

        self.printerRow.addWidget(self.addressLabel)

        self.address = QLineEdit(self.panel)
        self.address.setObjectName(u"address")

        self.printerRow.addWidget(self.address)

        self.paperLabel = QLabel(self.panel)
        self.paperLabel.setObjectName(u"paperLabel")

        self.printerRow.addWidget(self.paperLabel)

        self.paper = QComboBox(self.panel)
        self.paper.setObjectName(u"paper")

        self.printerRow.addWidget(self.paper)

        self.printerRow.setStretch(3, 1)

        self.panelRows.addLayout(self.printerRow)

        self.resultRow = QHBoxLayout()
        self.resultRow.setSpacing(10)
        self.resultRow.setObjectName(u"resultRow")
        self.resultRow.setContentsMargins(0, 0, 0, 0)
        self.resultIndent = QWidget(self.panel)
        self.resultIndent.setObjectName(u"resultIndent")

        self.resultRow.addWidget(self.resultIndent)

        self.result = Note(self.panel)
        self.result.setObjectName(u"result")

        self.resultRow.addWidget(self.result)

        self.resultRow.setStretch(1, 1)

        self.panelRows.addLayout(self.resultRow)


        self.rows.addWidget(self.panel)

#if QT_CONFIG(shortcut)
        self.kindLabel.setBuddy(self.kind)
        self.addressLabel.setBuddy(self.address)
        self.paperLabel.setBuddy(self.paper)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PrinterForm)

        QMetaObject.connectSlotsByName(PrinterForm)
    # setupUi

    def retranslateUi(self, PrinterForm):
        self.question.setText(QCoreApplication.translate("PrinterForm", u"3. Alat yang dipakai", None))
        self.panel.setProperty(u"kind", QCoreApplication.translate("PrinterForm", u"panel", None))
        self.kindLabel.setText(QCoreApplication.translate("PrinterForm", u"&Printer tiket", None))
        self.addressLabel.setText(QCoreApplication.translate("PrinterForm", u"A&lamat", None))
        self.paperLabel.setText(QCoreApplication.translate("PrinterForm", u"Ke&rtas", None))
        pass
    # retranslateUi


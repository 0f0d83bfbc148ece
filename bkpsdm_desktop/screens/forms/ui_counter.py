# Automatically generated from ui/forms/counter.ui - do not edit; run: python3 dev.py build

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QSizePolicy,
    QVBoxLayout, QWidget)

from bkpsdm_desktop.screens.widgets.header import (HeaderBar, StatusLine)
from bkpsdm_desktop.screens.widgets.nav import NavRail
from bkpsdm_desktop.screens.widgets.stack import RoomStack

class Ui_CounterForm(object):
    def setupUi(self, CounterForm):
        if not CounterForm.objectName():
            CounterForm.setObjectName(u"CounterForm")
        self.page = QVBoxLayout(CounterForm)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.header = HeaderBar(CounterForm)
        self.header.setObjectName(u"header")

        self.page.addWidget(self.header)

        self.middle = QWidget(CounterForm)
        self.middle.setObjectName(u"middle")
        self.parts = QHBoxLayout(self.middle)
        self.parts.setSpacing(0)
        self.parts.setObjectName(u"parts")
        self.parts.setContentsMargins(0, 0, 0, 0)
        self.nav = NavRail(self.middle)
        self.nav.setObjectName(u"nav")
        self.navItems = QVBoxLayout(self.nav)
        self.navItems.setSpacing(0)
        self.navItems.setObjectName(u"navItems")
        self.navItems.setContentsMargins(0, 8, 0, 8)

        self.parts.addWidget(self.nav)

        self.main = QVBoxLayout()
        self.main.setSpacing(0)
        self.main.setObjectName(u"main")
        self.main.setContentsMargins(0, 0, 0, 0)
        self.work = QWidget(self.middle)
        self.work.setObjectName(u"work")
        self.workRows = QVBoxLayout(self.work)
        self.workRows.setSpacing(0)
        self.workRows.setObjectName(u"workRows")
        self.workRows.setContentsMargins(12, 12, 12, 12)
        self.alarms = QVBoxLayout()
        self.alarms.setSpacing(0)
        self.alarms.setObjectName(u"alarms")
        self.alarms.setContentsMargins(0, 0, 0, 0)

        self.workRows.addLayout(self.alarms)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(12)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.who = RoomStack(self.work)
        self.who.setObjectName(u"who")

        self.columns.addWidget(self.who)

        self.right = QVBoxLayout()
        self.right.setSpacing(8)
        self.right.setObjectName(u"right")
        self.right.setContentsMargins(0, 0, 0, 0)
        self.tabs = QHBoxLayout()
        self.tabs.setSpacing(0)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setContentsMargins(0, 0, 0, 0)

        self.right.addLayout(self.tabs)

        self.rightColumns = QHBoxLayout()
        self.rightColumns.setSpacing(12)
        self.rightColumns.setObjectName(u"rightColumns")
        self.rightColumns.setContentsMargins(0, 0, 0, 0)
        self.what = RoomStack(self.work)
        self.what.setObjectName(u"what")

        self.rightColumns.addWidget(self.what)

        self.around = RoomStack(self.work)
        self.around.setObjectName(u"around")

        self.rightColumns.addWidget(self.around)


        self.right.addLayout(self.rightColumns)

        self.right.setStretch(1, 1)

        self.columns.addLayout(self.right)


        self.workRows.addLayout(self.columns)

        self.workRows.setStretch(1, 1)

        self.main.addWidget(self.work)

        self.slot = QVBoxLayout()
        self.slot.setSpacing(0)
        self.slot.setObjectName(u"slot")
        self.slot.setContentsMargins(0, 0, 0, 0)

        self.main.addLayout(self.slot)

        self.bar = QFrame(self.middle)
        self.bar.setObjectName(u"bar")
        self.verbs = QHBoxLayout(self.bar)
        self.verbs.setSpacing(6)
        self.verbs.setObjectName(u"verbs")
        self.verbs.setContentsMargins(12, 0, 12, 0)

        self.main.addWidget(self.bar)

        self.main.setStretch(0, 1)

        self.parts.addLayout(self.main)


        self.page.addWidget(self.middle)

        self.status = StatusLine(CounterForm)
        self.status.setObjectName(u"status")

        self.page.addWidget(self.status)

        self.page.setStretch(1, 1)

        self.retranslateUi(CounterForm)

        QMetaObject.connectSlotsByName(CounterForm)
    # setupUi

    def retranslateUi(self, CounterForm):
        CounterForm.setWindowTitle(QCoreApplication.translate("CounterForm", u"Loket", None))
        self.bar.setProperty(u"kind", QCoreApplication.translate("CounterForm", u"bar", None))
    # retranslateUi


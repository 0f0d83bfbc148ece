import QtQuick

// Agency, date, connection and clock. What has no room at the floor size is left out, least needed first.
Item {
    id: head

    required property var board
    required property var colors
    required property real sharpness

    readonly property real fixed: clock.implicitWidth + 36 + connection.width
    readonly property bool withEmblem: fixed + 116 + agency.implicitWidth + 36 <= width
    readonly property bool withDate: board.connected && fixed + 116 + agency.implicitWidth + 36
        + date.implicitWidth + 36 <= width

    Icon {
        id: emblem
        name: "emblem"
        color: head.colors.ink
        side: 92
        sharpness: head.sharpness
        visible: head.withEmblem
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        id: agency
        x: head.withEmblem ? 116 : 0
        width: Math.min(implicitWidth, connection.x - x - 36)
        height: parent.height
        text: head.board.agency
        elide: Text.ElideRight
        color: head.colors.ink
        font.pixelSize: head.board.textSize
        font.weight: Font.ExtraBold
    }
    Words {
        id: date
        anchors.right: connection.left
        anchors.rightMargin: 60
        height: parent.height
        visible: head.withDate
        text: head.board.date
        color: head.colors.muted
        font.pixelSize: head.board.textSize
    }
    Rectangle {
        id: connection
        anchors.right: clock.left
        anchors.rightMargin: 60
        anchors.verticalCenter: parent.verticalCenter
        width: head.board.connected ? height : cut.width + 76 + 20 + 56
        height: Math.max(92, head.board.textSize + 4)
        radius: 16
        color: head.board.connected ? "transparent" : head.colors.warning
        border.width: 4
        border.color: head.board.connected ? head.colors.muted : head.colors.warning

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            x: head.board.connected ? (parent.width - width) / 2 : 28
            name: head.board.connected ? "wifi" : "wifi-off"
            color: head.board.connected ? head.colors.ink : head.colors.warning_ink
            side: head.board.connected ? 60 : 76
            sharpness: head.sharpness
        }
        Words {
            id: cut
            visible: !head.board.connected
            x: 28 + 76 + 20
            height: parent.height
            text: head.board.cutOffWord
            color: head.colors.warning_ink
            font.pixelSize: head.board.textSize
            font.weight: Font.Bold
        }
    }
    Words {
        id: clock
        anchors.right: parent.right
        height: parent.height
        text: head.board.clock
        color: head.colors.ink
        font.pixelSize: head.board.textSize
        font.weight: Font.Bold
    }
}

import QtQuick

// Earlier calls, newest on top; dashed and dated when the display is cut off.
Item {
    id: list

    required property var board
    required property var calls
    required property var colors
    required property real sharpness

    readonly property bool stale: !board.connected
    readonly property int count: rows.count
    readonly property real side: board.far ? 24 : 32

    Rectangle {
        anchors.fill: parent
        radius: 24
        color: list.stale ? "transparent" : list.colors.panel
    }
    Dashes {
        visible: list.stale
        color: list.colors.muted
    }
    Words {
        x: list.side
        width: parent.width - 2 * x
        height: 112
        text: list.board.rowsTitle
        color: list.colors.muted
        fontSizeMode: Text.HorizontalFit
        font.pixelSize: list.board.textSize
        font.weight: Font.DemiBold
        font.letterSpacing: -0.01 * list.board.textSize
    }
    ListView {
        id: rows
        y: 112
        width: parent.width
        height: parent.height - y
        clip: true
        interactive: false
        model: list.calls

        delegate: Item {
            id: row

            required property string label
            required property string counter
            required property bool marked

            readonly property color ink: marked ? list.colors.called : list.stale ? list.colors.muted : list.colors.ink

            width: ListView.view.width
            height: list.board.rowPitch

            Rectangle {
                x: list.side
                width: parent.width - 2 * x
                height: 4
                color: list.stale ? list.colors.panel : list.colors.ground
            }
            // A new call is told by more than its colour.
            Rectangle {
                visible: row.marked
                y: 4
                width: 14
                height: parent.height - 4
                color: list.colors.called
            }
            Words {
                id: number
                x: list.side
                y: 4
                height: parent.height - 4
                text: row.label
                color: row.ink
                font.pixelSize: list.board.rowSize
                font.weight: list.stale ? Font.DemiBold : Font.Bold
                font.letterSpacing: list.board.far ? -0.03 * list.board.rowSize : 0
            }
            Icon {
                readonly property real room: counter.x - number.x - number.width

                x: counter.x - side - Math.min(28, (room - side) / 2)
                anchors.verticalCenter: number.verticalCenter
                name: side >= 36 ? "arrow-right" : ""
                color: row.marked ? list.colors.called : list.colors.muted
                side: Math.min(68, room - 16)
                sharpness: list.sharpness
            }
            Words {
                id: counter
                anchors.right: parent.right
                anchors.rightMargin: list.side
                y: 4
                width: Math.max(92, implicitWidth)
                height: parent.height - 4
                horizontalAlignment: Text.AlignHCenter
                text: row.counter
                color: row.ink
                font: number.font
            }
        }

        add: Transition {
            NumberAnimation { property: "opacity"; from: 0; to: 1; duration: list.board.motion ? 240 : 0 }
        }
        displaced: Transition {
            NumberAnimation { properties: "y"; duration: list.board.motion ? 240 : 0 }
        }
        move: Transition {
            NumberAnimation { properties: "y"; duration: list.board.motion ? 240 : 0 }
        }
    }
}

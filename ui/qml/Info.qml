import QtQuick

// What takes turns: one bold and one plain line, or one text for itself over two lines.
Rectangle {
    id: info

    required property var board
    required property var waits
    required property var colors
    required property real sharpness

    readonly property int step: board.step
    readonly property bool alone: board.infoText === ""
    readonly property bool withWaits: ranges.count > 0

    radius: 24
    color: colors.panel
    onStepChanged: if (board.motion) fade.restart()

    Item {
        id: page
        anchors.fill: parent

        Icon {
            x: 44
            anchors.verticalCenter: parent.verticalCenter
            name: info.board.infoIcon
            color: info.colors.muted
            side: 128
            sharpness: info.sharpness
        }
        // A picture has the whole room for itself, as large as fits without distortion.
        Image {
            x: 44
            y: 16
            width: 1684
            height: 224
            visible: info.board.infoPicture !== ""
            source: info.board.infoPicture
            fillMode: Image.PreserveAspectFit
            mipmap: true
            cache: false
        }
        Column {
            x: 216
            width: 1512
            visible: info.board.infoPicture === "" && !info.withWaits
            anchors.verticalCenter: parent.verticalCenter

            Words {
                width: parent.width
                height: info.alone ? 256 : 104
                text: info.board.infoTitle
                color: info.colors.ink
                wrapMode: info.alone ? Text.Wrap : Text.NoWrap
                maximumLineCount: info.alone ? 2 : 1
                elide: Text.ElideRight
                lineHeightMode: Text.FixedHeight
                lineHeight: info.board.textSize * 1.12
                font.pixelSize: info.board.textSize
                font.weight: Font.Bold
                font.letterSpacing: -0.012 * info.board.textSize
            }
            Words {
                width: parent.width
                height: 104
                visible: !info.alone
                text: info.board.infoText
                color: info.colors.ink
                elide: Text.ElideRight
                font.pixelSize: info.board.textSize
                font.letterSpacing: -0.012 * info.board.textSize
            }
        }
    }
    // How long one waits: letter and range in columns, the unit once beside them.
    Grid {
        id: grid
        parent: page
        x: 216
        anchors.verticalCenter: parent.verticalCenter
        visible: info.withWaits
        columns: Math.ceil(ranges.count / info.board.infoRows)
        columnSpacing: 32
        rowSpacing: 12

        Repeater {
            id: ranges
            model: info.waits
            delegate: Row {
                id: wait

                required property string series
                required property string minutes

                spacing: 20

                Rectangle {
                    width: Math.max(1.12 * info.board.textSize, letter.implicitWidth + 16)
                    height: Math.min(104, info.board.textSize + 20)
                    radius: 16
                    color: info.colors.ground

                    Words {
                        id: letter
                        anchors.fill: parent
                        horizontalAlignment: Text.AlignHCenter
                        text: wait.series
                        color: info.colors.ink
                        font.pixelSize: info.board.textSize
                        font.weight: Font.Bold
                    }
                }
                Words {
                    height: letter.height
                    text: wait.minutes
                    color: info.colors.ink
                    font.pixelSize: info.board.textSize
                }
            }
        }
    }
    Column {
        parent: page
        x: grid.x + grid.width + 32
        anchors.verticalCenter: parent.verticalCenter
        visible: info.withWaits
        spacing: 12

        Repeater {
            model: info.withWaits ? [info.board.infoTitle, info.board.infoText] : []
            delegate: Words {
                required property string modelData

                height: Math.min(104, info.board.textSize + 20)
                text: modelData
                color: info.colors.muted
                font.pixelSize: info.board.textSize
            }
        }
    }
    Column {
        anchors.right: parent.right
        anchors.rightMargin: 44
        anchors.verticalCenter: parent.verticalCenter
        spacing: 20
        visible: info.board.turns > 1 && info.board.turns <= 5

        Repeater {
            model: info.board.turns
            delegate: Rectangle {
                required property int index

                width: 24
                height: 24
                radius: 12
                color: index === info.board.turn ? info.colors.ink : "transparent"
                border.width: 4
                border.color: index === info.board.turn ? info.colors.ink : info.colors.muted
            }
        }
    }

    // A new turn fades in.
    NumberAnimation {
        id: fade
        target: page
        property: "opacity"
        from: 0
        to: 1
        duration: 200
    }
}

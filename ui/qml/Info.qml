import QtQuick

// What takes turns: one bold and one plain line, or one text for itself over two lines.
Rectangle {
    id: info

    required property var board
    required property var colors
    required property real sharpness

    readonly property int step: board.step
    readonly property bool alone: board.infoText === ""

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
            visible: info.board.infoPicture === ""
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

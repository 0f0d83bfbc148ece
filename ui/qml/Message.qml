import QtQuick

// A state in words: icon, heading, what to do. ``alert`` for the one that asks for attention.
Rectangle {
    id: message

    required property var board
    required property var colors
    required property real sharpness
    property bool alert: false

    radius: 24
    color: alert ? colors.warning : colors.panel

    Icon {
        id: icon
        x: 56
        anchors.verticalCenter: parent.verticalCenter
        name: message.board.messageIcon
        color: message.colors.called
        side: message.board.far ? 200 : 300
        sharpness: message.sharpness
    }
    Column {
        x: icon.visible ? icon.x + icon.width + (message.board.far ? 36 : 64) : 56
        width: message.width - x - 40
        anchors.verticalCenter: parent.verticalCenter
        spacing: 28

        Words {
            width: parent.width
            text: message.board.messageHeading
            color: message.alert ? message.colors.warning_ink : message.colors.ink
            wrapMode: Text.Wrap
            lineHeightMode: Text.FixedHeight
            lineHeight: message.board.headingSize * 1.06
            font.pixelSize: message.board.headingSize
            font.weight: Font.ExtraBold
            font.letterSpacing: -0.02 * message.board.headingSize
        }
        Words {
            width: parent.width
            text: message.board.messageText
            color: message.alert ? message.colors.warning_ink : message.colors.ink
            wrapMode: Text.Wrap
            lineHeightMode: Text.FixedHeight
            lineHeight: message.board.textSize * 1.16
            font.pixelSize: message.board.textSize
            font.letterSpacing: -0.01 * message.board.textSize
        }
    }
}

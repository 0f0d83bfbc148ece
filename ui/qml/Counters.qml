import QtQuick

// Open counters filled, paused ones dashed: word and shape, no colour code. Closed ones are left out.
Rectangle {
    id: line

    required property var board
    required property var openCounters
    required property var pausedCounters
    required property var colors

    radius: 24
    color: colors.panel

    component Chip: Item {
        id: chip

        required property string label
        property bool paused: false

        width: Math.max(96, words.implicitWidth + 32)
        height: 104

        Rectangle {
            anchors.fill: parent
            visible: !chip.paused
            radius: 16
            color: line.colors.ink
        }
        Dashes {
            visible: chip.paused
            color: line.colors.muted
            stroke: 5
            radius: 16
        }
        Words {
            id: words
            anchors.fill: parent
            horizontalAlignment: Text.AlignHCenter
            text: chip.label
            color: chip.paused ? line.colors.muted : line.colors.ground
            font.pixelSize: line.board.textSize
            font.weight: Font.Bold
        }
    }

    Row {
        x: 40
        anchors.verticalCenter: parent.verticalCenter
        spacing: 14
        visible: openChips.count > 0

        Words {
            height: 104
            rightPadding: 10
            text: line.board.openWord
            color: line.colors.ink
            font.pixelSize: line.board.textSize
        }
        Repeater {
            id: openChips
            model: line.openCounters
            delegate: Chip {}
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 40
        anchors.verticalCenter: parent.verticalCenter
        spacing: 14
        visible: pausedChips.count > 0

        Words {
            height: 104
            rightPadding: 10
            text: line.board.pausedWord
            color: line.colors.muted
            font.pixelSize: line.board.textSize
        }
        Repeater {
            id: pausedChips
            model: line.pausedCounters
            delegate: Chip { paused: true }
        }
    }
}

import QtQuick

// The newest call: number, then counter. Unlit, the colours of the number change places; it stays readable.
Item {
    id: block

    required property var board
    required property var colors
    required property real sharpness

    readonly property int numberSize: board.calledLabel.length > 4 ? board.numberOfFiveSize : board.numberSize
    // Where the counter's ground begins. Its word is larger for a far seat; a short number leaves it room.
    readonly property real split: board.far && board.calledLabel.length <= 4 ? 800 : 832

    Rectangle {
        width: block.split
        height: parent.height
        topLeftRadius: 24
        bottomLeftRadius: 24
        color: block.board.lit ? block.colors.panel : block.colors.called
    }
    Rectangle {
        x: block.split
        width: parent.width - x
        height: parent.height
        topRightRadius: 24
        bottomRightRadius: 24
        color: block.board.lit ? block.colors.called : block.colors.panel
    }
    Words {
        x: 44
        y: 40
        height: 90
        text: block.board.numberWord
        color: block.board.lit ? block.colors.ink : block.colors.ground
        font.pixelSize: block.board.textSize
        font.weight: Font.DemiBold
    }
    Icon {
        x: block.split - 120
        y: 34
        name: "arrow-right"
        color: block.board.lit ? block.colors.called : block.colors.ground
        side: 104
        sharpness: block.sharpness
    }
    Words {
        x: 36
        width: block.split - 36
        y: block.height - 54 - baselineOffset
        text: block.board.calledLabel
        color: block.board.lit ? block.colors.called : block.colors.ground
        font.pixelSize: block.numberSize
        font.weight: Font.ExtraBold
        font.letterSpacing: -0.03 * block.numberSize
    }
    Words {
        x: block.split
        width: block.width - x
        y: 32
        height: 100
        horizontalAlignment: Text.AlignHCenter
        text: block.board.counterWord
        color: block.board.lit ? block.colors.ground : block.colors.called
        font.pixelSize: block.board.counterWordSize
        font.weight: Font.ExtraBold
        font.letterSpacing: (block.board.far ? -0.035 : -0.02) * block.board.counterWordSize
    }
    Words {
        x: block.split
        width: block.width - x
        y: block.height - 54 - baselineOffset
        horizontalAlignment: Text.AlignHCenter
        text: block.board.calledCounter
        color: block.board.lit ? block.colors.ground : block.colors.called
        font.pixelSize: block.board.numberSize
        font.weight: Font.ExtraBold
        font.letterSpacing: -0.03 * block.board.numberSize
    }
}

import QtQuick

// The public display: a canvas of 1920 x 1080 units, scaled as a whole to the screen.
Rectangle {
    id: root

    required property var board
    required property var calls
    required property var openCounters
    required property var pausedCounters
    required property var waits
    required property var colors

    readonly property real unit: Math.min(width / 1920, height / 1080)
    readonly property bool inCalls: board.mode === "calls"
    readonly property bool offline: board.mode === "offline"
    readonly property bool withList: inCalls || (offline && list.count > 0)

    width: 1920
    height: 1080
    color: colors.ground

    Item {
        id: canvas
        width: 1920
        height: 1080
        // A few pixels to and fro, so that nothing burns in.
        x: (root.width - width * root.unit) / 2 + root.board.shiftX
        y: (root.height - height * root.unit) / 2 + root.board.shiftY
        scale: root.unit
        transformOrigin: Item.TopLeft

        Head {
            x: 40
            width: 1840
            height: 124
            board: root.board
            colors: root.colors
            sharpness: root.unit
        }
        CallBlock {
            x: 40
            y: 132
            width: 1220
            height: 468
            visible: root.inCalls
            board: root.board
            colors: root.colors
            sharpness: root.unit
        }
        Counters {
            x: 40
            y: 624
            width: 1220
            height: 136
            visible: root.inCalls
            board: root.board
            openCounters: root.openCounters
            pausedCounters: root.pausedCounters
            colors: root.colors
        }
        Message {
            x: 40
            y: 132
            width: root.withList ? 1220 : 1840
            height: 628
            visible: !root.inCalls
            alert: root.offline
            board: root.board
            colors: root.colors
            sharpness: root.unit
        }
        CallList {
            id: list
            x: 1288
            y: 132
            width: 592
            height: 628
            visible: root.withList
            board: root.board
            calls: root.calls
            colors: root.colors
            sharpness: root.unit
        }
        Info {
            x: 40
            y: 784
            width: 1840
            height: 256
            visible: root.board.infoTitle !== "" || root.board.infoPicture !== ""
            board: root.board
            waits: root.waits
            colors: root.colors
            sharpness: root.unit
        }
    }
}

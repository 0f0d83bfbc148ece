import QtQuick

// An icon of resources/icons; ``sharpness`` is the scale of the scene, so that edges stay sharp.
Image {
    property string name
    property color color
    property real side: 96
    property real sharpness: 1

    readonly property int dots: Math.max(1, Math.ceil(side * sharpness))

    width: side
    height: side
    sourceSize: Qt.size(dots, dots)
    source: name === "" ? "" : "image://icon/" + name + "/" + color.toString().slice(1)
    visible: name !== ""
}

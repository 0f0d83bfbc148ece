import QtQuick
import QtQuick.Shapes

// A dashed outline inside its parent.
Shape {
    id: dashes

    property color color
    property real stroke: 4
    property real radius: 24

    anchors.fill: parent
    preferredRendererType: Shape.CurveRenderer

    ShapePath {
        strokeColor: dashes.color
        strokeWidth: dashes.stroke
        strokeStyle: ShapePath.DashLine
        dashPattern: [2.5, 1.8]
        fillColor: "transparent"
        PathRectangle {
            x: dashes.stroke / 2
            y: dashes.stroke / 2
            width: Math.max(1, dashes.width - dashes.stroke)
            height: Math.max(1, dashes.height - dashes.stroke)
            radius: dashes.radius - dashes.stroke / 2
        }
    }
}

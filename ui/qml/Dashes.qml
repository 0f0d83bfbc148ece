import QtQuick
import QtQuick.Shapes

// A dashed outline inside its parent.
Shape {
    property color color
    property real stroke: 4
    property real radius: 24

    anchors.fill: parent
    preferredRendererType: Shape.CurveRenderer

    ShapePath {
        strokeColor: color
        strokeWidth: stroke
        strokeStyle: ShapePath.DashLine
        dashPattern: [2.5, 1.8]
        fillColor: "transparent"
        PathRectangle {
            x: stroke / 2
            y: stroke / 2
            width: Math.max(1, parent.width - stroke)
            height: Math.max(1, parent.height - stroke)
            radius: parent.radius - stroke / 2
        }
    }
}

import QtQuick

// Every text of the display: never markup, digits of one width, slashed zero.
Text {
    textFormat: Text.PlainText
    font.family: "Inter"
    font.features: { "tnum": 1, "zero": 1 }
    verticalAlignment: Text.AlignVCenter
}

"""The kiosk: a number in three taps, nothing kept of the last visitor."""

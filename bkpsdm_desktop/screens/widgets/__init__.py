"""Widgets of the staff screens and the kiosk. They take plain values through setters and know no service."""

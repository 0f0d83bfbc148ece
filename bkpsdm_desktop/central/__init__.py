"""The central office: what offices send, what they are given, and the back office (docs/pusat.md)."""

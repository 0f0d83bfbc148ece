"""The central office's server: what offices send, what they are given, and the back office (docs/pusat.md)."""

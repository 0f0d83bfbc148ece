"""Tests of the central office's server."""

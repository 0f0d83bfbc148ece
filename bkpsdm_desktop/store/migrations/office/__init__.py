"""Migrations of an office database."""

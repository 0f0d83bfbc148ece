"""Migrations of the central office's database."""

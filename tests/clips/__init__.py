"""The pieces of announcements in resources/sounds, made anew by ``dev.py build --clips``."""

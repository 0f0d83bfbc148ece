"""Booked visits of a day: who comes when, what is free, and the form for a new one."""

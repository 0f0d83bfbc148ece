"""Printers behind the ports of services, a fake beside each."""

"""Configuration, composition, event loop, command line: the only place that knows everything."""

"""The window of the first start: what this PC is, where the data are, which printer."""

"""The public display: what is called, which counters are open, what else people should know."""

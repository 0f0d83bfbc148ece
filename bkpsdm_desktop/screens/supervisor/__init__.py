"""The supervisor's screen: the whole office at a glance, and what is behind each figure."""

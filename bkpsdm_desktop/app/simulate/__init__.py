"""A simulated day: real processes on the real store, and the checks that nothing went wrong."""

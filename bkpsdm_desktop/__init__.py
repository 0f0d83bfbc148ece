"""The front office of a civil-service agency: queue, counters, displays and printing."""

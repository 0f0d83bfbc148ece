"""Pure rules: queue, tickets, calendar, numbers, texts. Standard library only."""

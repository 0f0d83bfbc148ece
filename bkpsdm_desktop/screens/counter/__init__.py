"""The counter console and the login: what a clerk works with all day."""

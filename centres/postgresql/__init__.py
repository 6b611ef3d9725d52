"""Django's backend for PostgreSQL, except that a server which does not answer holds nobody up for long."""

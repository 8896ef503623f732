"""SQLite through sqlite-utils: one database thread, migrations, orders, history search."""

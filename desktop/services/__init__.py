"""Use cases: ordering, tracking, balance; no Qt and no gateway in here."""

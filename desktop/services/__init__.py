"""Use cases: ordering, tracking, balance; independent of Qt and of the gateway."""

"""Lists of recharges as people send them, read as a careful clerk reads them."""

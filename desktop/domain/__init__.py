"""The rules of orders, money and books: pure, without I/O."""

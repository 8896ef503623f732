"""What an order is: pure rules, standard library only."""

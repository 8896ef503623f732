"""The ways of payment: the choice on the confirm sheet, and changes of it later."""

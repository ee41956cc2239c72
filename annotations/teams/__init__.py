"""Desks as they are run: made, set up, joined and left; and the tokens of API clients."""

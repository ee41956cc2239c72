"""How dates are written, where we differ from Django: English as the rest of the world writes it."""

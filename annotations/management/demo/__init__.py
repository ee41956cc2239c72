"""The sample desk: its people, its articles and what the desk made of them."""

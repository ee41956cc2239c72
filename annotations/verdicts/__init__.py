"""Rounds of judging, each reviewer's verdict, and the desk's decision. Blind means blind."""

"""Sentences for people from rules that know nothing of Django, so that the program can say them in any language."""


class Sentence(str):
    """`pattern % values`, which is what it reads as; it remembers both."""

    __slots__ = ("pattern", "values")

    def __new__(cls, pattern, **values):
        made = super().__new__(cls, pattern % values)
        made.pattern, made.values = pattern, values
        return made

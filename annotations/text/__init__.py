"""Text as the program understands it: intake, blocks, offsets, folding, re-anchoring. Pure: no Django, no database.

Offsets everywhere are Unicode code points, half-open: Python `str` indices, as W3C Web Annotation requires.
"""

from .errors import FragmentsInvalid, FragmentsMismatch, TextError, TooLong

__all__ = ["FragmentsInvalid", "FragmentsMismatch", "TextError", "TooLong"]

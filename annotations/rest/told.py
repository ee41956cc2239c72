"""What `annotations.text` says to people, in the language of whoever asks: it knows nothing of Django itself."""

from django.utils.translation import gettext, gettext_noop

from annotations.text.sentences import Sentence


def told(sentence):
    """The sentence in the language that is active; in English when it is none of those below."""
    if isinstance(sentence, Sentence):
        return gettext(sentence.pattern) % sentence.values
    return gettext(str(sentence))


# What `make messages` finds: tests/rest/test_language.py holds it against the sentences of annotations/text.
SENTENCES = [
    gettext_noop("The text contains a NUL character. Remove it, or send the original as a file."),
    gettext_noop("The text has half a character (a lone surrogate) at position %(position)s."),
    gettext_noop("The text is larger than %(size)s MB. Split it into several articles."),
    gettext_noop("The text is empty."),
    gettext_noop("The text has %(length)s characters; at most %(most)s fit into one article."),
    gettext_noop("The file is larger than %(size)s MB. Split it into several articles."),
    gettext_noop(
        "The file is not text in UTF-8 (or UTF-16 with a byte order mark): byte %(position)s does not fit. "
        "Save it as UTF-8 and send it again."
    ),
    gettext_noop("This could not be read as HTML."),
    gettext_noop("The HTML is nested more than %(most)s deep."),
    gettext_noop("Write a date as 2023-03-05, or 2023-03, or 2023."),
    gettext_noop("There is no such date: %(value)s."),
    gettext_noop("An address has at most %(most)s characters."),
    gettext_noop("An address has no spaces or control characters."),
    gettext_noop("This is no valid web address."),
    gettext_noop("An address begins with http:// or https://."),
    gettext_noop("The address names no host."),
    gettext_noop("An address must not carry a name or a password."),
    gettext_noop("Give at least one fragment."),
    gettext_noop("At most %(most)s fragments make one highlight; these are %(count)s."),
    gettext_noop("An offset cannot be below 0."),
    gettext_noop("The end must be greater than the start, %(start)s."),
    gettext_noop("The text ends at %(length)s."),
    gettext_noop("Fragments go in ascending order without overlap; the one before ends at %(end)s."),
    gettext_noop("This is the same text in another Unicode form. Send it as stored, in NFC."),
    gettext_noop("Other text stands there: “%(shown)s”. Offsets count Unicode code points."),
]

# What Django REST framework says for us, and its own Ukrainian catalogue lacks or says badly; ours comes first.
OF_THE_FRAMEWORK = [
    gettext_noop("Not a valid string."),
    gettext_noop("Must be a valid boolean."),
    gettext_noop("A valid integer is required."),
    gettext_noop('"{input}" is not a valid choice.'),
    gettext_noop("Ensure this field has no more than {max_length} characters."),
    gettext_noop("Ensure this field has at least {min_length} elements."),
    gettext_noop("Ensure this field has no more than {max_length} elements."),
    gettext_noop("Ensure this value is less than or equal to {max_value}."),
    gettext_noop("Ensure this value is greater than or equal to {min_value}."),
    gettext_noop("The submitted data was not a file. Check the encoding type on the form."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Authentication credentials were not provided."),
]

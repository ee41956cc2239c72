from annotations.text.fold import fold
from annotations.text.similar import rank, similarity, trigrams

CLAIMS = [
    ("shot", "The Il-76 was shot down by Ukraine"),
    ("prisoners", "65 Ukrainian prisoners of war were on board the Il-76"),
    ("bread", "The price of bread rose by a third"),
]


def ranked(sentence):
    return [key for key, _ in rank(sentence, [(key, fold(text)) for key, text in CLAIMS])]


def test_rank_puts_the_most_alike_first():
    assert ranked("Ukraine shot down the Il-76")[0] == "shot"


def test_rank_finds_a_sentence_from_its_beginning():
    assert ranked("65 Ukr")[0] == "prisoners"


def test_rank_leaves_out_what_is_unlike():
    assert ranked("Вони літали над містом") == []


def test_similarity_of_equal_texts_is_one():
    assert similarity(trigrams("слово"), trigrams("слово")) == 1
    assert similarity(trigrams(""), trigrams("слово")) == 0

"""Studies whose agreement somebody has published: the numbers of FORMATS.md section 5 and of dkpro-statistics' tests.

A study of ratings is a list of units, each a tuple of ratings in the order of the raters, None for none given. A study
of passages is `{category: [[(start, length), …] of each observer]}`.
"""


def table(rows):
    """Units of two raters from a table of counts: the first rater's ratings are the rows, the second's the columns."""
    return [(first, second) for first, row in enumerate(rows) for second, count in enumerate(row) for _ in range(count)]


COHEN_1960_1 = table([[25, 12, 3], [13, 2, 15], [12, 16, 2]])  # p. 37
COHEN_1960 = table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])  # p. 45, table 2
AGRESTI_1992 = table([[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]])  # p. 202
ARTSTEIN_1 = table([[20, 10], [20, 50]])  # Artstein & Poesio 2008, p. 558
ARTSTEIN_2 = table([[46, 0, 0], [6, 32, 6], [0, 0, 10]])  # p. 568
BRENNAN_1 = table([[50, 0, 0], [10, 10, 10], [20, 0, 0]])  # Brennan & Prediger 1981, p. 689
BRENNAN_2 = table([[50, 0, 10], [0, 10, 10], [10, 10, 0]])  # p. 691
ZWICK_1 = table([[20, 0, 0, 5], [0, 10, 15, 0], [0, 15, 10, 0], [5, 0, 0, 20]])  # Zwick 1988, p. 376
ZWICK_2 = table([[20, 10, 10, 0], [10, 10, 0, 0], [10, 0, 10, 0], [0, 0, 0, 20]])
ZWICK_3 = table([[20, 5, 5, 10], [0, 10, 5, 5], [0, 5, 10, 5], [0, 0, 0, 20]])
KRIPPENDORFF_2004_A = table([[12, 9, 9], [9, 14, 9], [9, 9, 20]])  # p. 246
KRIPPENDORFF_2004_B = table([[12, 18, 18], [0, 14, 18], [0, 0, 20]])


def rows(text):
    """Units written one after the other, a digit or letter for each rater, `.` for none."""
    return [tuple(None if each == "." else each for each in unit) for unit in text.split()]


FLEISS_1971 = rows(
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 "
    "144444 124444 222333 144444 224445 333335 111455 111112 224444 133555 "
    "555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
# U uh, V vb, I inp, R rb, J jj, P prp, N nn, B vbp, M md
MIESKES_2009 = rows("UVU III UUU III RRR JJJ III PPP NNR VBV PPP III RUU III MMM PPP III")
RANDOLPH_1 = rows("YYY YYN NNY NNN")  # Randolph 2005, p. 17
RANDOLPH_2 = rows("YYY YYN YYN YYY")
WARRENS_2010 = rows(
    " ".join(
        ["NNNNNNNN"] * 14 + ["NNNANNNN", "NNNNNNNA"] + ["AAAAAAAA"] * 10 + ["AANAAAAN"] * 2 + ["AANANAAN", "AANANANN"]
    )
)
KRIPPENDORFF_2011 = rows("11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3.")  # also 2004, p. 230
# Four raters were three here: Krippendorff's other example, as Wikipedia and the package have it.
KRIPPENDORFF_THREE = rows(".1. ... .22 .11 .33 334 444 13. 2.2 1.1 1.1 3.3 3.3 ... 3.4")
KRIPPENDORFF_1980_1 = rows("00 11 01 00 00 01 00 01 10 00")  # p. 133
KRIPPENDORFF_1980_2 = rows("111 122 222 444 144 222 123 333 222")  # p. 139
KRIPPENDORFF_2004_DICHOTOMY = rows("10 11 01 00 00 01 00 01 00 00")  # p. 224
KRIPPENDORFF_2004_NOMINAL = rows("aa ab bb bb bb bb bc cc cc cc cc cc")  # p. 227
KRIPPENDORFF_1995_DIGITIZED_A = rows("00 00 10 10 11 11 11 11 10 10 00 00 00 00 10 11 11 10 10 10 00 00 00 00")  # p. 57
HAYES_2007 = rows(
    "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. "
    "000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 "
    "2222. 111.1"
)

# Krippendorff 2004, p. 254: 300 places from 150 on.
PASSAGES_2004 = {
    "c": [[(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)]],
    "k": [[(180, 60), (300, 50)], [(180, 60), (300, 50)]],
}
# Krippendorff 1995, p. 57: 24 places.
PASSAGES_1995 = {
    "A": [[(2, 8), (14, 6)], [(4, 4), (15, 2)]],
    "B": [[(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]],
    "C": [[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]],
    "D": [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]],
}

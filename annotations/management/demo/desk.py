"""What the sample desk holds, as data. Quotes are marked in the texts by their words, so that no offset is written
down twice; the facts come from the linked reports, the sentences of the articles are ours."""

SLUG, NAME = "sample", "Sample desk"

PEOPLE = [
    # username, name, role (None: belongs to no desk)
    ("dave", "Dave Okafor", "admin"),
    ("carol", "Carol Lindqvist", "editor"),
    ("alice", "Alice Moreau", "reviewer"),
    ("bob", "Bob Adeyemi", "reviewer"),
    ("vera", "Vera Marchuk", "viewer"),
    ("eve", "Eve Novak", None),
]

ARTICLES = {
    "crash": {
        "file": "two-accounts.md",
        "kind": "markdown",
        "actor": "alice",
        "title": "Two accounts of one crash",
        "publisher": "The Northern Courier",
        "byline": "Foreign desk",
        "language": "en",
        "published_on": "2024-01-26",
        "defaults": {"speaker": "The Northern Courier", "date": "2024-01-26", "topics": ["Il-76 crash"]},
    },
    "leap": {
        "file": "leap-day.txt",
        "kind": "text",
        "actor": "bob",
        "title": "The day that mends the calendar",
        "publisher": "Radio Aldersund",
        "byline": None,
        "language": "en",
        "published_on": "2024-02-29",
        "defaults": {"date": "2024-02-29", "place": "Aldersund", "topics": ["Calendar"]},
    },
    "versions": {
        "file": "dvi-versii.md",
        "kind": "markdown",
        "actor": "alice",
        "title": "Одна катастрофа, дві версії",
        "publisher": "Міський вісник",
        "byline": None,
        "language": "uk",
        "published_on": "2024-01-26",
        "defaults": {"date": "2024-01-26", "topics": ["Il-76 crash"]},
    },
}

MINISTRY = {"name": "Russian Ministry of Defence", "type": "organization"}
STAFF = {"name": "General Staff of Ukraine", "type": "organization"}
COURIER = {"name": "The Northern Courier", "type": "organization"}
DUARTE = {"name": "Ines Duarte", "type": "person"}
MODERATOR = {"name": "Radio Aldersund", "type": "organization"}

UN_QUOTE = "The United Nations is not in a position to verify these reports or the circumstances of the crash."
PRAVDA = {
    "url": "https://www.pravda.com.ua/eng/news/2024/01/26/7438962/",
    "title": "UN unable to verify circumstances of the Il-76 crash",
    "publisher": "Ukrainska Pravda",
    "published_on": "2024-01-26",
}
RBC = {
    "url": "https://newsukraine.rbc.ua/news/il-76-crash-un-is-unable-to-confirm-presence-1706238182.html",
    "title": "Il-76 crash: UN is unable to confirm presence of prisoners on board",
    "publisher": "RBC-Ukraine",
    "published_on": "2024-01-26",
}
NAVY = {
    "url": "https://aa.usno.navy.mil/faq/docs/leap_years.php",
    "title": "Leap years",
    "publisher": "U.S. Naval Observatory",
}
ALMANAC = {
    "url": "https://www.almanac.com/fact/i-thought-century-years-couldnt-be-leap",
    "title": "I thought century years couldn’t be leap years. Am I wrong?",
    "publisher": "The Old Farmer’s Almanac",
}

# A claim: its sentence, who and when; `marks` as (article, [passages], who marked it); evidence; verdicts; decision.
CLAIMS = [
    {
        "text": "The Il-76 that crashed on 24 January 2024 was carrying 65 Ukrainian prisoners of war.",
        "actor": "alice",
        "claimant": MINISTRY,
        "claimed_on": "2024-01-24",
        "location": "Belgorod region",
        "types": ["number"],
        "topics": ["Il-76 crash", "Prisoners of war"],
        "priority": "high",
        "marks": [
            (
                "crash",
                ["Russia’s Defence Ministry said the aircraft had been carrying 65 Ukrainian prisoners of war"],
                "alice",
            ),
            # Several passages of one highlight.
            ("crash", ["65 prisoners, six crew, three escorts", "not verified"], "bob"),
            ("versions", ["на борту було 65 українських військовополонених"], "alice"),
        ],
        "evidence": [
            PRAVDA
            | {
                "actor": "alice",
                "stance": "context",
                "quote": UN_QUOTE,
                "quote_language": "en",
                "question": "Has anybody outside Russia verified who was on board?",
                "answer_type": "extractive",
                "medium": "web-text",
                "note": "Reports the Under-Secretary-General’s words in full, by way of Suspilne.",
            },
            RBC
            | {
                "actor": "bob",
                "stance": "context",
                "quote": "Russia claims that the plane allegedly had 65 prisoners, 6 crew members, and 3 escorts "
                "on board.",
                "quote_language": "en",
                "medium": "web-text",
            },
            {
                "actor": "bob",
                "citation": "Telephone note: press office of the Coordination Headquarters, asked for its list.",
                "stance": "context",
                "note": "No answer yet. Ask again on Monday.",
                "visibility": "internal",
            },
        ],
        "verdicts": [
            (
                "alice",
                "not-enough-evidence",
                "Only parties to the war have said who was on board. The UN could not verify either account [1].",
                4,
            ),
            (
                "bob",
                "misleading",
                "The exact number suggests a count that somebody could check. Nobody outside Russia has [1].",
                3,
            ),
        ],
        "decision": (
            "carol",
            "not-enough-evidence",
            "adjudication",
            "Moscow gives the number; Kyiv does not confirm it. The United Nations said on 25 January that it was not "
            "in a position to verify these reports [1]. On what is public, the sentence can be neither confirmed nor "
            "refuted.",
            "Bob Adeyemi: misleading. An exact number makes an unchecked statement look like a finding.",
            "2024-01-26",
        ),
    },
    {
        "text": "The United Nations rejected the Russian account of the Il-76 crash.",
        "actor": "bob",
        "claimant": COURIER,
        "claimed_on": "2024-01-26",
        "types": ["quote"],
        "topics": ["Il-76 crash", "United Nations"],
        "marks": [
            ("crash", ["the United Nations rejected the Russian account"], "bob"),
            # Overlaps the one before and holds the next.
            (
                "crash",
                [
                    "the United Nations rejected the Russian account: Rosemary DiCarlo, the Under-Secretary-General, "
                    "told members that it was “not in a position to verify these reports"
                ],
                "alice",
            ),
        ],
        "evidence": [
            PRAVDA | {"actor": "bob", "stance": "refutes", "quote": UN_QUOTE, "quote_language": "en"},
            RBC | {"actor": "alice", "stance": "refutes", "quote": UN_QUOTE, "quote_language": "en"},
        ],
        # Revealed, with a disagreement: what an editor sees before deciding.
        "verdicts": [
            (
                "alice",
                "false",
                "It said that it could verify neither account [1] [2]. Not verifying is not rejecting.",
                5,
            ),
            (
                "bob",
                "mostly-false",
                "It did not back the account, which readers may take for a rejection, but it rejected nothing [1].",
                4,
            ),
        ],
    },
    {
        "text": "Ukraine shot down the Il-76 that crashed in Belgorod region on 24 January 2024.",
        "actor": "alice",
        "claimant": MINISTRY,
        "claimed_on": "2024-01-24",
        "location": "Belgorod region",
        "topics": ["Il-76 crash"],
        "priority": "high",
        "marks": [("crash", ["Ukraine had shot the aircraft down"], "alice")],
        "evidence": [
            PRAVDA | {"actor": "alice", "stance": "context", "quote": UN_QUOTE, "quote_language": "en"},
        ],
        "posts": [
            {
                "url": "https://t.me/mod_russia",
                "platform": "Telegram",
                "posted_at": "2024-01-24",
                "transcript": "The ministry’s channel; the post itself is to be found and archived.",
            }
        ],
        # Sealed: one of two has submitted, Bob is asked.
        "asked": ["alice", "bob"],
        "verdicts": [
            (
                "alice",
                "not-enough-evidence",
                "No investigator from outside Russia has been to the site, and the radar record has not been shown.",
                3,
            ),
        ],
    },
    {
        "text": "Ukraine’s General Staff confirmed that an exchange of prisoners was planned for 24 January 2024.",
        "actor": "bob",
        "claimant": COURIER,
        "claimed_on": "2024-01-26",
        "topics": ["Il-76 crash", "Prisoners of war"],
        "marks": [
            (
                "crash",
                ["Ukraine’s General Staff confirmed that an exchange of prisoners had been planned for that day"],
                "bob",
            ),
            ("versions", ["Генеральний штаб підтвердив, що того дня мав відбутися обмін полоненими"], "alice"),
        ],
        "evidence": [
            RBC
            | {
                "actor": "bob",
                "stance": "supports",
                "quote": "The General Staff of the Ministry of Defense of Ukraine confirmed that a planned exchange "
                "of prisoners was scheduled for January 24.",
                "quote_language": "en",
            },
        ],
        "verdicts": [("bob", "true", "Reported in these words [1].", 4)],
    },
    {
        "text": "The aircraft may have been carrying missiles for Russia’s military.",
        "actor": "alice",
        "claimant": STAFF,
        "claimed_on": "2024-01-24",
        "topics": ["Il-76 crash"],
        "marks": [("crash", ["may have been carrying missiles for Russia’s military"], "alice")],
        "evidence": [],
    },
    {
        "text": "The year 1900 was not a leap year in the Gregorian calendar.",
        "actor": "bob",
        "claimant": DUARTE,
        "claimed_on": "2024-02-29",
        "location": "Aldersund",
        "types": ["history"],
        "topics": ["Calendar"],
        "marks": [("leap", ["So 1900 was no leap year"], "bob")],
        "evidence": [
            NAVY
            | {
                "actor": "bob",
                "stance": "supports",
                "quote": "Therefore, the years 1700, 1800, 1900 and 2100 are not leap years, but 1600, 2000, and "
                "2400 are leap years.",
                "quote_language": "en",
            },
            ALMANAC
            | {
                "actor": "alice",
                "stance": "supports",
                "quote": "So, the years 1700, 1800, and 1900 were not leap years, but the year 2000, as of course "
                "you now know, is!",
                "quote_language": "en",
            },
        ],
        "verdicts": [
            ("alice", "true", "Both sources name the year [1] [2].", 5),
            ("bob", "true", "1900 ends in two zeros and 400 does not divide it [1].", 5),
        ],
        "decision": (
            "carol",
            "true",
            "agreement",
            "By the rule in use since 1582 a year that ends in two zeros is a leap year only if 400 divides it [1] "
            "[2]. It does not divide 1900.",
            None,
            "2024-03-01",
        ),
    },
    {
        "text": "Every fourth year is a leap year.",
        "actor": "alice",
        "claimant": MODERATOR,
        "claimed_on": "2024-02-29",
        "location": "Aldersund",
        "topics": ["Calendar"],
        "marks": [("leap", ["every fourth year gets one more day"], "alice")],
        "evidence": [
            NAVY
            | {
                "actor": "alice",
                "stance": "refutes",
                "quote": "years evenly divisible by 4 are leap years, with the exception of centurial years that are "
                "not evenly divisible by 400",
                "quote_language": "en",
            },
        ],
        "verdicts": [
            ("alice", "mostly-true", "True but for three years in four hundred [1].", 5),
            ("bob", "mostly-true", "The rule has an exception that nobody alive will meet before 2100 [1].", 4),
        ],
        "decision": (
            "carol",
            "mostly-true",
            "agreement",
            "The rule holds but for years like 1900 and 2100, which end in two zeros and are not divisible by 400 [1].",
            None,
            "2024-03-01",
        ),
    },
    {
        "text": "The average year of the Gregorian calendar has 365.2425 days.",
        "actor": "bob",
        "claimant": DUARTE,
        "claimed_on": "2024-02-29",
        "types": ["number"],
        "topics": ["Calendar"],
        "marks": [("leap", ["The average year of our calendar has 365.2425 days"], "bob")],
        "evidence": [
            NAVY
            | {
                "actor": "bob",
                "stance": "supports",
                "quote": "Thus, the average Gregorian calendar year is 365.2425 days in length.",
                "quote_language": "en",
            },
        ],
    },
]

# Highlights without a claim: (article, passage, who, checkable, note).
MARKS = [
    ("crash", "It has shown neither the radar record nor a body to anybody outside Russia.", "bob", True, ""),
    ("crash", "The Security Council met on 25 January, at Russia’s request", "alice", True, "Check the date."),
    ("crash", "Readers should be told so each time that one of them is repeated.", "alice", False, ""),
    ("leap", "the Earth does not care for round numbers", "alice", False, ""),
    ("leap", "Russia still counted by Caesar’s rule in 1900", "alice", True, ""),
    ("versions", "Україна наполягає на міжнародному розслідуванні", "bob", True, ""),
]

# Work that somebody is given: (a claim's beginning, who, days until it is due).
WORK = [("Ukraine’s General Staff confirmed", "alice", 2)]

# What waits in the inbox: who sent it (None: the public form), and what.
LEADS = [
    ("bob", {"text": "Aldersund has more bridges than Venice.", "note": "Two readers asked about it."}),
    (
        None,
        {
            "text": "The harbour was closed for three days in March, and nobody told the schools.",
            "url": "https://example.org/harbour",
            "name": "A reader",
        },
    ),
]

FACT_CHECKS = [
    # the beginning of the claim, the words around it, its corrections
    (
        "The year 1900 was not a leap year",
        {
            "headline": "Right: 1900 was no leap year",
            "body": "A year that ends in two zeros is a leap year only if 400 divides it. The U.S. Naval Observatory "
            "names the years 1700, 1800 and 1900 as examples [1]; the Old Farmer’s Almanac says the same [2].\n\n"
            "2000 was a leap year, and 2100 will be none [1].",
            "authors": ["Carol Lindqvist"],
        },
        [],
    ),
    (
        "The Il-76 that crashed",
        {
            "headline": "65 prisoners on board: nobody outside Russia has counted them",
            "body": "The number comes from the Russian Ministry of Defence. The United Nations said two days later "
            "that it could not verify it [1].",
            "authors": ["Alice Moreau", "Bob Adeyemi"],
            "show_dissent": True,
        },
        [
            {
                "kind": "fix",
                "reason": "The ministry named six crew members and three escorts too; we had left them out.",
                "notice": "An earlier version did not say whom else the ministry named.",
                "body": "The number comes from the Russian Ministry of Defence, which also named six crew members and "
                "three escorts [2]. The United Nations said two days later that it could not verify it [1].",
            }
        ],
    ),
]

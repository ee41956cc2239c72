"""Browsers and systems in words."""

import re

from django.utils.translation import gettext as _

# The first that is found: browsers name themselves after others.
BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"YaBrowser/", "Yandex"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"iPhone|iPad", "iOS"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)


def device(user_agent):
    """`Firefox, Linux` for what a browser calls itself; `Another program` for what is none."""
    found = [
        next((name for pattern, name in table if re.search(pattern, user_agent)), None) for table in (BROWSERS, SYSTEMS)
    ]
    return _(", ").join(filter(None, found)) or _("Another program")

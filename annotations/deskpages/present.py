"""The desk's public pages as every member gets them."""

from annotations.deskpages.versions import address_of
from annotations.rows.times import timestamp


def present(page):
    """One version of a page, from `DeskPage.objects.loaded()`."""
    return {
        "id": page.uid,
        "name": page.name,
        "number": page.number,
        "title": page.title,
        "text": page.text,
        "withdrawn": page.withdrawn,
        "scale": page.scale.version if page.scale_id else None,
        "author": page.author.username,
        "published_at": timestamp(page.created_at),
        "url": address_of(page.project, page.name, page.number),
    }

"""Scales and ratings as every caller gets them."""


def present_rating(rating):
    return {
        "slug": rating.slug,
        "label": rating.label,
        "definition": rating.definition,
        "colour": rating.colour,
        "letter": rating.letter,
        "position": rating.position,
        "value": rating.value,
        "claimreview": rating.claimreview,
        "averitec": rating.averitec,
    }


def present_scale(scale):
    """`{version, ratings}`, the ratings in the order in which the desk put them."""
    return {"version": scale.version, "ratings": [present_rating(rating) for rating in scale.ratings.all()]}

"""Hand-made labels of the 70 published goals for 2026, by order number in the document: facts, not the reader's output.

A label is a list of (kind, value, window); the wordings themselves are read from the shared documents. The comments
name the judgement calls: the same rules hold for the invented wordings in `wordings.txt`.
"""

Triple = tuple[str, float | None, str | None]

NARRATIVE: list[Triple] = [("narrative", None, None)]
MILESTONE: list[Triple] = [("milestone", None, None)]


def _count(value: int, window: str | None = None) -> list[Triple]:
    return [("count", value, window)]


LABELS_2026: dict[int, list[Triple]] = {
    # Benešov
    1: NARRATIVE,
    2: MILESTONE,  # a position filled
    3: MILESTONE,  # one meeting held, nothing counted
    4: NARRATIVE,
    5: [("frequency", 1, "quarter")],
    # České Budějovice
    6: [("frequency", 2, "month")],
    7: _count(12),
    8: _count(4),
    9: _count(1),
    # Písek
    10: [("frequency", 6, "year")],
    11: _count(6),
    # Jihlava
    12: NARRATIVE,  # the platform is named as a purpose only
    13: NARRATIVE,  # "regular" names no period
    14: NARRATIVE,
    15: _count(2),
    # Pelhřimov
    16: MILESTONE,  # a material will be worked out
    17: NARRATIVE,
    # Karlovy Vary
    18: _count(1),  # a multiplicative without a period; the year of practice is eligibility
    19: [("count", 1, None), ("count", 1, None)],
    20: _count(2),
    21: NARRATIVE,
    22: MILESTONE,  # a person for a district
    # Kladno
    23: _count(300, "year"),
    24: _count(20),
    25: _count(1000, "year"),
    # Kutná Hora
    26: MILESTONE,  # by securing one more interpreter
    27: NARRATIVE,
    28: NARRATIVE,
    29: NARRATIVE,  # the new place is an example of what might be done
    # Liberec
    30: _count(1),  # "materials" in the plural are no separate milestone
    31: _count(2),
    32: _count(1),
    33: MILESTONE,  # premises: the move
    # Česká Lípa
    34: _count(8, "year"),
    35: _count(6, "year"),
    36: MILESTONE,  # one event
    # Mladá Boleslav
    37: NARRATIVE,
    38: MILESTONE,  # a club
    39: NARRATIVE,
    40: MILESTONE,  # a full team
    # Olomouc
    41: [("frequency", 2, "year")],
    42: [("each", 1, None)],
    43: _count(2),
    44: _count(3),
    # Ostrava
    45: [("frequency", 5, "year")],
    46: _count(3),
    47: MILESTONE,
    # Pardubice
    48: _count(5),
    49: _count(3),
    50: [("each", 1, None)],
    # Plzeň
    51: [("each", None, None)],
    52: _count(1),
    53: _count(15),
    54: _count(1),
    55: [("level", 2000, None)],
    # Domažlice
    56: MILESTONE,
    57: _count(1),
    58: NARRATIVE,  # a window without a number
    59: MILESTONE,
    # Tachov
    60: MILESTONE,
    61: _count(1),
    62: NARRATIVE,
    # Příbram
    63: _count(3),
    64: NARRATIVE,
    65: NARRATIVE,
    # Zlín
    66: NARRATIVE,
    67: MILESTONE,
    68: _count(2, "year"),
    69: _count(2),
    70: _count(1),
}

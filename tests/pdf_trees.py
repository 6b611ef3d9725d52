"""The tree that a screen reader walks through a PDF, as pikepdf reads it."""

import io

import pikepdf

HEADINGS = {f"/H{level}" for level in range(1, 7)}


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def kids(element):
    return [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def elements(document):
    """Structure elements of an opened document in reading order."""

    def walk(element):
        yield element
        for kid in kids(element):
            yield from walk(kid)

    return list(walk(document.Root.StructTreeRoot.K[0]))


def without_heading(document):
    """Sections that do not begin with their heading, and lists and tables that stand below none."""
    lost = []
    for element in elements(document):
        roles = [str(kid.S) for kid in kids(element)]
        if element.S == "/Sect" and roles[0] not in HEADINGS:
            lost.append((roles[0], "/Sect"))
        first = next((place for place, role in enumerate(roles) if role in HEADINGS), len(roles))
        lost += [(role, str(element.S)) for role in roles[:first] if role in {"/L", "/Table"}]
    return lost

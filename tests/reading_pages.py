"""A page as people and their screen readers meet it: every text with the language in which it would be read out."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style"}
SAID = {"alt", "aria-label", "placeholder", "title"}


class Page(HTMLParser):
    """`texts` are pairs of language and text; `head` is what cannot be marked in parts: title and description."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts, self.head, self.links, self.pictures = [], [], [], [], []
        self.language = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        language = attributes.get("lang") or (self.open[-1][1] if self.open else "")
        if tag == "html":
            self.language = language
        if tag in {"a", "link"} and "href" in attributes:
            self.links.append(attributes)
        if tag == "meta" and attributes.get("name") == "description":
            self.head.append(attributes["content"])
        is_hidden = "aria-hidden" in attributes or bool(self.open and self.open[-1][2])
        if tag == "svg" and not is_hidden and not self._is_in("svg"):
            self.pictures.append([attributes.get("aria-label", "")])
        self.texts += [(language, attributes[name]) for name in sorted(SAID & set(attributes)) if attributes[name]]
        if tag not in VOID:
            self.open.append((tag, language, is_hidden))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        text = " ".join(data.split(" "))
        if not data.strip() or not self.open or self.open[-1][0] in SILENT:
            return
        if self.open[-1][0] == "title" and not self._is_in("svg"):
            self.head.append(text)
            return
        if self._is_in("svg") and self.pictures:
            self.pictures[-1].append(data.strip())
        self.texts.append((self.open[-1][1], text))

    def _is_in(self, tag):
        return any(name == tag for name, *_ in self.open)

    def said_in(self, language):
        return " ".join(" ".join(text.split()) for own, text in self.texts if own == language)

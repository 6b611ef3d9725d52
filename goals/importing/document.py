"""What the parser found in a file: plain values with the places where a person finds them."""

from dataclasses import dataclass

from goals.states import SectionKey


@dataclass(frozen=True)
class Problem:
    """A sentence for the person; an error keeps the whole file from being imported."""

    where: str
    message: str
    is_error: bool = True


@dataclass(frozen=True)
class ParsedSection:
    key: SectionKey
    title: str
    text: str
    where: str


@dataclass(frozen=True)
class ParsedGoal:
    text: str
    where: str


@dataclass(frozen=True)
class ParsedCentre:
    """`name` as it is written; `slug` of the known centre, None where none was recognised."""

    name: str
    slug: str | None
    where: str
    goals: tuple[ParsedGoal, ...]


@dataclass(frozen=True)
class ParsedDocument:
    """`year` as it is written in the document, None where it says none."""

    year: int | None
    title: str
    sections: tuple[ParsedSection, ...]
    centres: tuple[ParsedCentre, ...]
    problems: tuple[Problem, ...]

"""Draws thirty faults by mutation: `python -m tests.faults.draw` prints, as the beginnings of entries of faults.toml,
what a fixed seed finds in the code as it is. The list is data since; when the code moves, it is edited by hand.

One fault is one place where the program says something else: a comparison turned round, a condition that always
holds, a refusal left out, a filter less, a number one higher, the value of the neighbour.
"""

import ast
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261128
SUBJECTS = {
    "workflow": (5, ["goals/workflow.py", "evaluations/workflow.py"]),
    "access": (5, ["centres/access.py"]),
    "progress": (5, ["evaluations/progress.py", *sorted(map(str, Path("evaluations/arithmetic").glob("*.py")))]),
    "records": (5, [f"evaluations/records/{name}.py" for name in ("records", "queries", "sources")]),
    "meetings": (4, [f"evaluations/meetings/{name}.py" for name in ("writing", "agenda", "minutes")]),
    "releases": (
        3,
        [path for path in sorted(map(str, Path("evaluations/releases").glob("*.py"))) if "public" not in path],
    ),
    "public": (3, ["goals/public.py", "evaluations/releases/public.py"]),
}
TURNED = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
SCOPES = {
    *("filter", "exclude", "valid", "of", "at", "approved", "current", "counted", "kept", "closed", "distinct"),
    *("for_year", "of_teams", "operational", "standings", "evaluations", "visible_to", "originals", "amendments"),
}
BLIND = {"select_for_update", "select_related", "prefetch_related", "only", "defer"}
"""Calls in which a change is seen in no answer, only in a lock or in the number of queries."""


def names(node):
    return {row.id for row in ast.walk(node) if isinstance(row, ast.Name)}


class Finder(ast.NodeVisitor):
    """Collects (what kind, first and last place in the text, what stands there instead)."""

    def __init__(self, source):
        self.source = source
        self.found = []
        self.returns = [[]]
        self.members = {}
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
                self.members.setdefault(node.value.id, set()).add(node.attr)

    def add(self, kind, node, text):
        self.found.append((kind, (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset), text))

    def text(self, node):
        return ast.get_source_segment(self.source, node)

    def visit_FunctionDef(self, node):
        own = [row.value for row in ast.walk(node) if isinstance(row, ast.Return) and row.value]
        for at, row in enumerate(own):
            other = own[(at + 1) % len(own)]
            if self.text(other) != self.text(row) and names(other) <= names(row) | {arg.arg for arg in node.args.args}:
                self.add("another return", row, self.text(other))
        self.visit_body(node.body)

    def visit_ClassDef(self, node):
        self.visit_body(node.body)

    def visit_body(self, body):
        is_documented = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        for row in body[1:] if is_documented else body:
            self.visit(row)

    def visit_Compare(self, node):
        if len(node.ops) == 1:
            sign = TURNED[type(node.ops[0])]
            self.add("comparison", node, f"{self.text(node.left)} {sign} {self.text(node.comparators[0])}")
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        word = " or " if isinstance(node.op, ast.And) else " and "
        if not self.text(node).startswith("now or "):  # the clock that tests hand in
            self.add("and, or", node, word.join(f"({self.text(value)})" for value in node.values))
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            self.add("not", node, self.text(node.operand))
        self.generic_visit(node)

    def visit_If(self, node):
        self.add("condition", node.test, "True")
        self.add("condition", node.test, "False")
        self.generic_visit(node)

    visit_IfExp = visit_If

    def visit_comprehension(self, node):
        for condition in node.ifs:
            self.add("condition", condition, "True")
        self.generic_visit(node)

    def visit_Raise(self, node):
        self.add("refusal", node, "pass")

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Call):
            self.add("call", node, "pass")
        self.generic_visit(node)

    def visit_Call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"_", "gettext", "ngettext"}:
            return
        if isinstance(node.func, ast.Attribute) and name in SCOPES and (node.args or "objects" in self.text(node)):
            self.add("filter", node, self.text(node.func.value))
        if name in BLIND:
            self.visit(node.func)
            return
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, bool):
            self.add("constant", node, str(not node.value))
        elif isinstance(node.value, int):
            self.add("constant", node, str(node.value + 1))

    def visit_Attribute(self, node):
        others = self.members.get(node.value.id, set()) - {node.attr} if isinstance(node.value, ast.Name) else ()
        if node.attr.isupper() and others:
            self.add("neighbour", node, f"{node.value.id}.{sorted(others)[0]}")
        self.generic_visit(node)


def candidates(path):
    source = (ROOT / path).read_text()
    finder = Finder(source)
    finder.visit_body(ast.parse(source).body)
    for kind, begin, end, text in sorted(set(finder.found)):
        yield kind, path, begin, end, text


def entry(subject, number, kind, path, begin, end, text):
    """The lines of the place, as many as make them unique, and the same lines with the fault."""
    lines = (ROOT / path).read_text().split("\n")
    head = lines[begin[0] - 1].encode()[: begin[1]].decode()
    tail = lines[end[0] - 1].encode()[end[1] :].decode()
    first, last = begin[0] - 1, end[0]
    while "\n".join(lines).count("\n".join(lines[first:last])) > 1:
        first -= 1
    before = lines[first : begin[0] - 1]
    was, now = "\n".join(lines[first:last]), "\n".join([*before, head + text + tail])
    return (
        f'[[fault]]\nid = "{subject}-{number}"\nkind = "{kind}"\nsays = ""\nfile = "{path}"\n'
        f"was = '''\n{was}'''\nnow = '''\n{now}'''\n"
    )


def draw():
    """So many of each subject, each kind of fault as likely as another, no two in neighbouring lines."""
    dice = random.Random(SEED)  # noqa: S311 - wanted to be the same again
    for subject, (count, paths) in SUBJECTS.items():
        found = [row for path in paths for row in candidates(path)]
        taken, kinds = [], []
        while len(taken) < count:
            kinds = kinds or dice.sample(every := sorted({row[0] for row in found}), len(every))
            kind = kinds.pop()
            row = dice.choice([row for row in found if row[0] == kind])
            if all(path != row[1] or abs(begin[0] - row[2][0]) > 3 for _kind, path, begin, *_rest in taken):
                taken.append(row)
        for number, row in enumerate(taken, start=1):
            yield entry(subject, number, *row)


if __name__ == "__main__":
    print("\n".join(draw()))

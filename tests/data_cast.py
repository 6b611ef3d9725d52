"""All open data as they come out, and what the norms ask of them (tests/norms/), for tests."""

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator
from rdflib import Graph

NORMS = Path(__file__).parent / "norms"
CONTEXTS = json.loads((NORMS / "contexts.json").read_text("utf-8"))
SCHEMAS = json.loads((NORMS / "schemas.json").read_text("utf-8"))


def data_files(client):
    """All files that the page leads to, by their addresses."""
    html = client.get("/data/").content.decode()
    return {path: client.get(path) for path in dict.fromkeys(re.findall(r'href="(/data/[^"]+)"', html))}


def asked(name, content):
    """Faults of the content by the schema of that name, as text."""
    validator = Draft202012Validator({"$ref": f"#/$defs/{name}"} | SCHEMAS)
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(content)]


def graph_of(context, *contents):
    """The statements of the files; their own contexts lie on the web, so ours says what the names mean."""
    graph = Graph()
    for content in contents:
        for one in content if isinstance(content, list) else [content]:
            graph.parse(data=json.dumps(one | {"@context": CONTEXTS[context]}), format="json-ld")
    return graph


def shapes():
    return Graph().parse(NORMS / "shapes.ttl")

"""Open data: what came out, for programs. See docs/house.md."""

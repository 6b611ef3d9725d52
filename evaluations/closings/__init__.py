"""The end of a centre's year: what the numbers propose, what the centre says, its way to the department head."""

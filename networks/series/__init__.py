"""Series of meetings with their members and topics: what they are for, who sits in them, what they talk about."""

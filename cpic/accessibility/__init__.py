"""What is known of how accessible the pages are: the record that `make accessibility` writes, the protocol of what was
tried by hand, and the statement that the law asks for, which is made of the two."""

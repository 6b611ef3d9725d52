"""How a year stands, read for its pages: of the network from what meetings froze, of one centre and one goal live."""

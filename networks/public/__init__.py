"""What the public reads of a region, and how it is released."""

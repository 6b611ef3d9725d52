"""What is published: how an edition is made, and what the public reads of it; drafts are out of reach."""

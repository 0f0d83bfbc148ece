"""What all staff screens but the counter's console have in common: the frame of a page, and the shell that
holds the pages of one signed-in person."""

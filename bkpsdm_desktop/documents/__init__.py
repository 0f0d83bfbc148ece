"""Data in, bytes of a ticket or a document out."""

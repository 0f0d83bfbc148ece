"""What office and central say to each other (docs/sync.md): messages, their bytes, and who may say what."""

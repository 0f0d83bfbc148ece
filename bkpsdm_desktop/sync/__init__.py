"""The office keeps itself equal with central: what to do next (pure), and what carries it out."""

"""The page *Statistik*: figures of a period as charts with their tables, and the files made of them."""

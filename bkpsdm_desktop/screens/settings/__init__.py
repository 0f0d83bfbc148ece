"""The settings of the office: one page, one section for each part."""

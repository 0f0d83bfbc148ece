"""Benchmarks: ratios and percentiles measured in one run, printed and kept in docs/benchmarks.md."""

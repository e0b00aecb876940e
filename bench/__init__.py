"""Load clients and benchmarks; each prints ratios measured in one run."""

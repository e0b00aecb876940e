"""The worked examples of the rules, each in a table named after its rule: ``R-43/4``."""

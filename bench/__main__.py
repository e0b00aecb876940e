"""``python -m bench``: the benchmark of the hall."""

from __future__ import annotations

from bench.run import main

raise SystemExit(main())

"""Lets ``python -m filiform.project.cli`` do what ``filiform`` does."""

import sys

from .program import main

sys.exit(main())

"""What a rule of the tree is."""
from dataclasses import dataclass, field
from typing import Callable, Dict, List

Files = Dict[str, str]


@dataclass
class Rule:
    """One promise about the tree. `check` gives one line for each breach, with the path first.

    `good` must pass; each of `bad` must be found. They are tried before the tree is, so that a rule which
    can no longer fail is itself a failure.
    """
    promise: str
    check: Callable[[Files], List[str]]
    bad: List[Files]
    good: List[Files] = field(default_factory=list)

#!/usr/bin/env python3
"""The style test: tries every rule first on files made to break it, then on the tree. Prints `ok …` or `not ok …` lines."""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import calls  # noqa: E402
import files as file_rules  # noqa: E402
import formatting  # noqa: E402
import includes  # noqa: E402
import tree  # noqa: E402


def main():
    files = tree.read(formatting.ROOT)
    failed = 0

    def report(good, text, details=()):
        nonlocal failed
        failed += not good
        print(f"{'ok' if good else 'not ok'} style: {text}")
        for line in details:
            print(f"    {line}")

    for rule in includes.RULES + calls.RULES + file_rules.RULES + formatting.RULES:
        missed = [example for example in rule.bad if not list(rule.check(example))]
        wronged = [example for example in rule.good if list(rule.check(example))]
        report(rule.bad and not missed and not wronged, f"the rule can fail: {rule.promise}",
               [f"finds nothing wrong with {example}" for example in missed] +
               [f"finds fault with {example}" for example in wronged])
        breaches = list(rule.check(files))
        report(not breaches, rule.promise, breaches)
    for notice in file_rules.notices(files):
        print(f"# long: {notice}")
    return 1 if failed else 0


sys.exit(main())

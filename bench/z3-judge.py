"""An independent judge of newAccess: the same question, written anew for the z3 solver.

    pip install z3-solver        (or: apt-get install python3-z3)
    node bench/z3-pairs.ts 400 | python3 bench/z3-judge.py

Each line holds two lists of statements of trust policies and the product's answer. z3 looks for a request that
`actual` allows and `expected` does not; sat must be answered "new", unsat "none". Exits 1 on any disagreement.
It shares no code with the product, and reads AWS's documentation by itself: strings are z3 strings, patterns are
z3 regular expressions, a missing key is a Boolean of its own, a caller is one of a few that tell the policies apart.
"""

import json
import sys
from fnmatch import fnmatchcase

from z3 import (
    AllChar, And, Bool, BoolVal, Concat, InRe, Not, Or, Range, Re, Real, RealVal, ReSort, Solver, Star, String,
    StringSort, StringVal, Union, sat, unknown, unsat,
)

ACTIONS = [
    "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML",
    "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext",
]

# name -> (the service names its requests carry, its account, its ARN)
CALLERS = {
    "redshift in us-east-1": ({"redshift.amazonaws.com", "redshift.us-east-1.amazonaws.com"}, None, None),
    "redshift in us-west-2": ({"redshift.amazonaws.com", "redshift.us-west-2.amazonaws.com"}, None, None),
    "redshift in eu-west-1": ({"redshift.amazonaws.com", "redshift.eu-west-1.amazonaws.com"}, None, None),
    "another service": ({"lambda.amazonaws.com"}, None, None),
    "role x": (set(), "123456789012", "arn:aws:iam::123456789012:role/x"),
    "its account": (set(), "123456789012", "arn:aws:iam::123456789012:role/other"),
    "a second account": (set(), "444455556666", "arn:aws:iam::444455556666:role/other"),
    "any other account": (set(), "999999999999", "arn:aws:iam::999999999999:role/other"),
}


def values(one_or_many):
    return one_or_many if isinstance(one_or_many, list) else [one_or_many]


def names(principal, caller):
    services, account, arn = CALLERS[caller]
    for kind, listed in principal.items():
        for name in values(listed):
            if kind == "Service" and name in services:
                return True
            if kind == "AWS" and name == "*":
                return True
            if kind == "AWS" and account and name in (account, f"arn:aws:iam::{account}:root", arn):
                return True
    return False


def glob(pattern):
    parts = [Re(StringVal(""))]
    for char in pattern:
        if char == "*":
            parts.append(Star(AllChar(ReSort(StringSort()))))
        elif char == "?":
            parts.append(AllChar(ReSort(StringSort())))
        else:
            parts.append(Re(StringVal(char)))
    return Concat(*parts) if len(parts) > 1 else parts[0]


def action_matches(pattern, action):
    return fnmatchcase(action.lower(), pattern.lower())


class Request:
    def __init__(self):
        self.present = {}
        self.text = {}
        self.number = {}

    def has(self, key):
        return self.present.setdefault(key, Bool(f"has {key}"))

    def string(self, key):
        return self.text.setdefault(key, String(key))

    def real(self, key):
        return self.number.setdefault(key, Real(key))


def condition(request, operator, key, wanted):
    present = request.has(key)
    if operator == "Null":
        return Or(*[Not(present) if value == "true" else present for value in wanted])
    base = operator
    absent = False
    for prefix in ("ForAllValues:", "ForAnyValue:"):
        if base.startswith(prefix):
            base = base[len(prefix):]
            absent = prefix == "ForAllValues:"
    if base.endswith("IfExists"):
        base, absent = base[: -len("IfExists")], True
    negated = "Not" in base
    absent = absent or negated
    if base.startswith("String"):
        value = request.string(key)
        if "Like" in base:
            met = Or(*[InRe(value, glob(pattern)) for pattern in wanted])
        else:
            met = Or(*[value == StringVal(text) for text in wanted])
    elif base == "Bool":
        value = request.string(key)
        met = Or(*[value == StringVal(text) for text in wanted])
    else:
        value = request.real(key)
        compare = {
            "NumericEquals": lambda bound: value == bound,
            "NumericNotEquals": lambda bound: value == bound,
            "NumericLessThan": lambda bound: value < bound,
            "NumericLessThanEquals": lambda bound: value <= bound,
            "NumericGreaterThan": lambda bound: value > bound,
        }[base]
        met = Or(*[compare(RealVal(text)) for text in wanted])
    if negated:
        met = Not(met)
    return Or(And(present, met), And(Not(present), BoolVal(absent)))


def applies(request, statement, caller, action):
    if not names(statement["Principal"], caller):
        return BoolVal(False)
    if not any(action_matches(pattern, action) for pattern in values(statement["Action"])):
        return BoolVal(False)
    return And(*[
        condition(request, operator, key, values(wanted))
        for operator, block in statement["Condition"].items()
        for key, wanted in block.items()
    ], BoolVal(True))


def allowed(request, statements, caller, action):
    applying = {
        effect: Or(*[applies(request, one, caller, action) for one in statements if one["Effect"] == effect], BoolVal(False))
        for effect in ("Allow", "Deny")
    }
    return And(applying["Allow"], Not(applying["Deny"]))


def alphabet():
    char = Union(
        Range("a", "z"), Range("A", "Z"), Range("0", "9"),
        *[Re(StringVal(mark)) for mark in "_+=,.@:/-"],
    )
    return Concat(char, char, Star(char))


def judge(expected, actual):
    """sat, unsat, or unknown: whether some request is allowed by `actual` and not by `expected`."""
    doubt = False
    for caller in CALLERS:
        for action in ACTIONS:
            request = Request()
            question = And(
                allowed(request, actual, caller, action),
                Not(allowed(request, expected, caller, action)),
            )
            solver = Solver()
            solver.set("timeout", 20000)
            solver.add(question)
            if "sts:ExternalId" in request.text:
                solver.add(InRe(request.text["sts:ExternalId"], alphabet()))
            if "aws:SecureTransport" in request.text:
                value = request.text["aws:SecureTransport"]
                solver.add(Or(value == StringVal("true"), value == StringVal("false")))
            answer = solver.check()
            if answer == sat:
                return sat
            doubt = doubt or answer == unknown
    return unknown if doubt else unsat


def main():
    counts = {"agree": 0, "product unknown": 0, "z3 unknown": 0, "disagree": 0}
    for line in sys.stdin:
        pair = json.loads(line)
        answer = judge(pair["expected"], pair["actual"])
        if pair["answer"] == "unknown":
            counts["product unknown"] += 1
        elif answer == unknown:
            counts["z3 unknown"] += 1
        elif (answer == sat) == (pair["answer"] == "new"):
            counts["agree"] += 1
        else:
            counts["disagree"] += 1
            print(f"z3: {answer}, product: {pair['answer']}\n  {line.strip()}")
    print(counts)
    sys.exit(1 if counts["disagree"] else 0)


main()

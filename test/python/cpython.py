"""Runs programs by CPython. Reads a JSON list of {kind, source} from stdin, writes a JSON list of outcomes to stdout."""

import base64
import datetime
import functools
import json
import signal
import sys
import time


class UserError(Exception):
    pass


class ValidationError(UserError):
    pass


class MissingError(UserError):
    pass


class AccessError(UserError):
    pass


NAMES = {
    "reduce": functools.reduce,
    "xrange": range,
    "unicode": str,
    "json": json,
    "datetime": datetime,
    "time": time,
    "b64encode": base64.b64encode,
    "b64decode": base64.b64decode,
    "UserError": UserError,
    "ValidationError": ValidationError,
    "MissingError": MissingError,
    "AccessError": AccessError,
}
try:
    import dateutil
    import dateutil.relativedelta

    NAMES["dateutil"] = dateutil
except ImportError:
    pass


class TooLong(BaseException):
    pass


def stop(*_):
    raise TooLong()


def describe(error):
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def run(program):
    output = []

    def emit(*values):
        output.append(" ".join(map(repr, values)))
        if len(output[-1]) > 100_000:
            raise TooLong()

    names = dict(NAMES, emit=emit)
    try:
        if program["kind"] == "expression":
            output.append(repr(eval(program["source"], names)))
        else:
            exec(program["source"], names)
    except SyntaxError:
        return {"output": [], "error": "SyntaxError"}
    except TooLong:
        return {"output": [], "error": "TooLong"}
    except Exception as error:
        return {"output": output, "error": describe(error)}
    return {"output": output, "error": None}


def main():
    sys.setrecursionlimit(3000)
    signal.signal(signal.SIGALRM, stop)
    outcomes = []
    for program in json.load(sys.stdin):
        signal.setitimer(signal.ITIMER_REAL, 2)
        try:
            outcomes.append(run(program))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    json.dump(outcomes, sys.stdout)


main()

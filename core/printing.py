def print_pdf(*a, **k):
    raise NotImplementedError


class PrintFailed(Exception):
    reason = ""

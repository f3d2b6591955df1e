"""May this person do this, and is this the moment? A right is one line in an app's rules.py."""

import threading
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from rules.permissions import permissions
from rules.predicates import Predicate

NOT_NOW = "Dit kan nu niet. Kijk op de pagina hoe het ervoor staat en wat nu wel kan."


class WrongMoment(Exception):
    """The person may do this, but not as things stand now."""

    def __init__(self, reason: str, target: Any = None) -> None:
        self.reason = reason
        self.target = target
        super().__init__(reason)


class PermissionUnknown(LookupError):
    """No rules.py knows this permission: a spelling mistake in our code."""


class _Asking(threading.local):
    skips_moments = False
    reasons: list[str] | None = None


_asking = _Asking()


def moment(reason: Callable[..., bool] | str) -> Any:
    """A predicate about when, not about who: `@moment` or `@moment("Wanneer het wel kan.")`."""
    if not isinstance(reason, str):
        return _moment(reason, NOT_NOW)
    return lambda when: _moment(when, reason)


def _moment(when: Callable[..., bool], reason: str) -> Predicate:
    inner: Predicate = Predicate(when)

    def is_moment(user: Any, target: Any) -> bool | None:
        if _asking.skips_moments:
            return None
        if inner._apply(user, target):
            return True
        if _asking.reasons is not None:
            _asking.reasons.append(reason)
        return False

    return Predicate(is_moment, name=when.__name__)


def can(user: Any, perm: str, target: Any = None) -> bool:
    """Whether the rule holds. Superusers get no free pass."""
    return bool(_rule(perm).test(user, target))


def require(user: Any, perm: str, target: Any = None) -> None:
    """Raise PermissionDenied (not you) or WrongMoment (not now) unless the rule holds."""
    _asking.reasons = []
    try:
        if can(user, perm, target):
            return
        reasons = _asking.reasons
    finally:
        _asking.reasons = None
    if _only_the_moment_is_wrong(user, perm, target):
        raise WrongMoment(reasons[-1] if reasons else NOT_NOW, target)
    raise PermissionDenied


def _rule(perm: str) -> Predicate:
    if perm not in permissions:
        raise PermissionUnknown(perm)
    rule: Predicate = permissions[perm]
    return rule


def _only_the_moment_is_wrong(user: Any, perm: str, target: Any) -> bool:
    """Ask again with every moment left out; what is left is who."""
    _asking.skips_moments = True
    try:
        return _holds_or_is_empty(_rule(perm), user, target)
    finally:
        _asking.skips_moments = False


def _holds_or_is_empty(rule: Predicate, user: Any, target: Any) -> bool:
    answer: list[bool | None] = []

    def outermost(*args: Any) -> bool:
        answer.append(rule._apply(*args))
        return True

    Predicate(outermost, name="outermost").test(user, target)
    return answer[0] is not False

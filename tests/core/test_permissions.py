"""No right is 403, the wrong moment is 409, and a superuser gets no free pass."""

import pytest
import rules
from django.core.exceptions import PermissionDenied
from rules.permissions import permissions

from core.permissions import PermissionUnknown, WrongMoment, can, moment, require
from tests.factories import UserFactory


class Thing:
    is_open = True
    owner = "anna"


@rules.predicate
def is_owner(user, thing) -> bool:
    return user == thing.owner


@rules.predicate
def is_helper(user, thing) -> bool:
    return user == "bas"


@moment("Dit kan alleen zolang het open is.")
def is_open(user, thing) -> bool:
    return thing.is_open


@moment
def is_even(user, thing) -> bool:
    return True


@pytest.fixture(autouse=True)
def rights():
    given = {
        "proof.edit": is_owner & is_open,
        "proof.help": is_owner | (is_helper & is_open),
        "proof.open": is_open,
        "proof.reopen": is_owner & ~is_open,
        "proof.both": is_owner & is_even & is_open,
    }
    for name, rule in given.items():
        rules.add_perm(name, rule)
    yield
    for name in given:
        permissions.pop(name)


ALLOWED, FORBIDDEN, NOT_NOW = None, PermissionDenied, WrongMoment


@pytest.mark.parametrize(
    ("who", "right", "while_open", "while_closed"),
    [
        ("anna", "proof.edit", ALLOWED, NOT_NOW),
        ("hugo", "proof.edit", FORBIDDEN, FORBIDDEN),
        ("anna", "proof.help", ALLOWED, ALLOWED),
        ("bas", "proof.help", ALLOWED, NOT_NOW),
        ("hugo", "proof.help", FORBIDDEN, FORBIDDEN),
        ("hugo", "proof.open", ALLOWED, NOT_NOW),
        ("anna", "proof.reopen", NOT_NOW, ALLOWED),
        ("hugo", "proof.reopen", FORBIDDEN, FORBIDDEN),
        ("anna", "proof.both", ALLOWED, NOT_NOW),
    ],
)
def test_who_and_when_are_told_apart(who, right, while_open, while_closed):
    thing = Thing()
    for state, expected in ((True, while_open), (False, while_closed)):
        thing.is_open = state
        assert can(who, right, thing) is (expected is ALLOWED)
        if expected is ALLOWED:
            require(who, right, thing)
        else:
            with pytest.raises(expected):
                require(who, right, thing)


def test_the_wrong_moment_says_when_it_can():
    thing = Thing()
    thing.is_open = False

    with pytest.raises(WrongMoment) as refused:
        require("anna", "proof.edit", thing)

    assert refused.value.reason == "Dit kan alleen zolang het open is."


def test_a_superuser_gets_no_free_pass(db):
    root = UserFactory(is_superuser=True)

    with pytest.raises(PermissionDenied):
        require(root, "proof.edit", Thing())
    assert not can(root, "proof.edit", Thing())


def test_a_misspelled_right_is_an_error_and_no_refusal():
    with pytest.raises(PermissionUnknown):
        require("anna", "proof.edti", Thing())

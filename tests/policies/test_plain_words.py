"""Plain words as secrets and handles: only where the text says that they are one."""

from __future__ import annotations

import pytest

from policies import Detector
from policies.recognizers.plain_words import is_ordinary, is_plain, plain_values, says_how

SAID = [
    ("my password is sunflower", "sunflower"),
    ("My password's moonlight, is that ok?", "moonlight"),
    ("pw: hunter", "hunter"),
    ("pwd rainbow", "rainbow"),
    ("password = 'letmein'", "letmein"),
    ('"password": "marmalade"', "marmalade"),
    ("<password>football</password>", "football"),
    ("The password I was given at the branch is pineapple.", "pineapple"),
    ("The password (as printed): tigerlily", "tigerlily"),
    ("it's letmein, the password", "letmein"),
    ("sunflower is my password", "sunflower"),
    ("You can use mustang as the password.", "mustang"),
    ("Do you see mustang? That's the password.", "mustang"),
    ("Agent: What's your password?\nCustomer: snowflake", "snowflake"),
    ("You asked for my password. It's princess.", "princess"),
    ("I found the password, it is shadow.", "shadow"),
    ("please change the password to dragonfire", "dragonfire"),
    ("My old password is gone. The new one is charlie.", "charlie"),
    ("密码是sunflower", "sunflower"),
    ("我的密码（charlie）用不了", "charlie"),
    ("密碼改成letmein了", "letmein"),
    ("我用whiskers作为密码", "whiskers"),
    ("客服：您的密码是多少？\n用户：banana", "banana"),
    ("密码【biscuit】", "biscuit"),
    ("letmein goes in as my password", "letmein"),
    ("shadow is not accepted as the wifi password", "shadow"),
    ("try marmalade for the password", "marmalade"),
    ("just put biscuit where it asks for the password", "biscuit"),
    ("the app password's still chocolate I think", "chocolate"),
    ("my password became rainbow after the update", "rainbow"),
    ("For the record, master password sunflower.", "sunflower"),
    ("my password (it's letmein) keeps failing", "letmein"),
    ("密码默认monkey", "monkey"),
    ("please make football my new password", "football"),
    ("I read out biscuit as the password", "biscuit"),
    ("where it says password I wrote letmein", "letmein"),
    ("密码没改过，sunflower", "sunflower"),
    ("密码就写orangejuice", "orangejuice"),
    ("拿letmein做密码", "letmein"),
    ("输banana提示登录密码错误", "banana"),
]
UNSAID = [
    "How do I reset my password?",
    "the password is wrong",
    "your password is case sensitive",
    "your password is expired",
    "Password: required",
    "Password - optional",
    "password: n/a",
    "the password is well-known",
    "The password is printed on your card.",
    "password recovery",
    "Password protection.",
    "my password is about to expire",
    "What is my password?",
    "Here is my password",
    "Agent: do you have the password? Customer: unfortunately not",
    "Have you got the password? No, still waiting.",
    "log-in password",
    "密码是什么",
    "密码错误",
    "密码不支持iphone",
    "密码app打不开",
    "I use bitwarden for my passwords",
    "use bluetooth for the password",
    "I think facebook is where my password leaked",
    "I set reminders for the password change",
    "password ... nothing works",
    "my password was reset after the update",
    "用chrome提示密码错误",
    "这个wifi是不是没密码",
    "密码默认为空",
    "密码没改过，还是登不上",
    "I forgot my password, I entered everything",
    "please make sure the password works",
]


@pytest.mark.parametrize(("text", "value"), SAID)
def test_a_word_that_is_said_to_be_a_password(text: str, value: str, fast: Detector) -> None:
    """Found whole, and nothing else of the text."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [value]


@pytest.mark.parametrize("text", UNSAID)
def test_a_word_about_a_password(text: str, fast: Detector) -> None:
    """States, places, nouns behind the cue and polite answers are no password."""
    assert fast.scan(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("加我vx: abcdefg", "abcdefg"),
        ("我的微信是Sunnyday", "Sunnyday"),
        ("My WeChat ID is pybjomo but I'm not sure", "pybjomo"),
        ("微信號：fffrsjhr（晚上在）", "fffrsjhr"),
    ],
)
def test_a_handle_of_plain_letters(text: str, value: str, fast: Detector) -> None:
    """WeChat's ids need no digit."""
    assert value in [text[s.start : s.end] for s in fast.scan(text)]


@pytest.mark.parametrize(
    "text",
    ["my WeChat is broken", "WeChat id: unknown", "微信支付用不了", "Which WeChat account should I use?"],
)  # fmt: skip
def test_no_handle(text: str, fast: Detector) -> None:
    """The state of an account is no account."""
    assert fast.scan(text) == []


def test_without_a_word_that_says_only_a_bare_cue_has_a_value() -> None:
    """`pwd rainbow` against `the password rainbow was`."""
    text = "pwd rainbow was"
    assert list(plain_values(text, 0, 3, bare=False)) == []
    text = "pwd rainbow"
    assert [text[a:b] for a, b, _ in plain_values(text, 0, 3, bare=True)] == ["rainbow"]


def test_words() -> None:
    """Everyday words and participles are ordinary; a change of case or a digit is not plain."""
    assert all(
        is_ordinary(w)
        for w in ("wrong", "encrypted", "well-known", "missing", "recently", "begins")
    )
    assert not any(is_ordinary(w) for w in ("sunflower", "princess", "butterfly", "spring"))
    assert says_how("valid")
    assert not any(map(says_how, ("bill", "page", "jane", "ahmed")))
    assert is_plain("tiger-lily")
    assert not is_plain("tigerLily")
    assert not is_plain("tiger1")

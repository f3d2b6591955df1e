"""One plain template becomes a complete text and a readable page; what people typed stays text."""

import pytest

from core.letters import Letter, LetterMalformed, as_html, as_text, read_letter
from core.outbox import RecheckUnknown

PAYLOADS = [
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "{% load x %}",
    "{0.__class__}",
    "%s %(a)s",
    "[Klik](https://elders.example/)",
    "[Klik](javascript:alert(1))",
    "[Klik](http://testserver.elders.example/)",
]


def test_the_first_line_is_the_subject(letter_templates):
    template = letter_templates("brief", "Onderwerp: Kom naar {{ wat }}\n\nBeste {{ name }},\n")

    letter = read_letter(template, {"wat": "de aula & terug", "name": "Els"})

    assert letter == Letter("Kom naar de aula & terug", "Beste Els,\n")


def test_paragraphs_lists_and_buttons():
    letter = Letter("x", "Een.\nTwee.\n\n- drie\n- vier\n\n[Verder](http://testserver/a/)\n")

    html = as_html(letter)

    assert "<p>Een.<br>Twee.</p>" in html
    assert "<ul><li>drie</li><li>vier</li></ul>" in html
    assert '<a href="http://testserver/a/">Verder</a>' in html
    assert "Verder:\nhttp://testserver/a/" in as_text(letter)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_typed_is_inert(letter_templates, payload):
    template = letter_templates("brief", "Onderwerp: Een\n\nOver:\n\n{{ typed }}\n")

    letter = read_letter(template, {"typed": payload})
    html = as_html(letter)

    assert payload in as_text(letter)
    assert "<script" not in html
    assert html.count("<a ") == 1, "only the link to the program itself"


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Een\nBcc: alle@voorbeeld.test", "Els"),
        ("Een\r\nBcc: alle@voorbeeld.test", "Els"),
        ("Een\n\nDe tekst begint hier", "Els\nBcc: x"),
    ],
)
def test_a_line_break_in_a_header_is_refused(a_letter, letter_templates, subject, name):
    template = letter_templates("brief", "Onderwerp: {{ subject }}\n\nTekst.\n")

    with pytest.raises(LetterMalformed):
        a_letter(template=template, name=name, context={"subject": subject})


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\u202e", "\x00", "\t"])
def test_invisible_marks_in_a_name_become_a_space(a_letter, mark):
    assert a_letter(name=f"Els{mark}van Dam").name == "Els van Dam"


@pytest.mark.parametrize("text", ["Beste Els,\n\nHallo.\n", "Onderwerp: Een\nTekst zonder wit.\n"])
def test_a_template_without_subject_or_empty_line_is_an_error(letter_templates, text):
    with pytest.raises(LetterMalformed):
        read_letter(letter_templates("fout", text), {})


def test_a_misspelled_question_is_an_error_at_once(a_letter):
    with pytest.raises(RecheckUnknown):
        a_letter(recheck="proof.bestaat_niet:1")

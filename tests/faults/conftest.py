from tests.core.conftest import a_letter, letter_templates, mailbox

__all__ = ["a_letter", "letter_templates", "mailbox"]

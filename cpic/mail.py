"""Where mail goes in the example, which has no mail server: to the terminal, for a person to read."""

from django.core.mail.backends import console


class TerminalBackend(console.EmailBackend):
    """Django's writes what a server would get, with Czech letters of the heading in code."""

    def write_message(self, message):
        facts = {"Od": message.from_email, "Komu": ", ".join(message.to), "Předmět": message.subject}
        heading = "\n".join(f"{name}: {value}" for name, value in facts.items())
        self.stream.write(f"{heading}\n\n{message.body.rstrip()}\n{'=' * 79}\n")

"""What the code composes in words: Vietnamese wherever it goes, the reader's language on a screen.

The same state, deadline or refusal may end on a page, in the trail, on paper or in a letter, and
all but the page are Vietnamese for every reader. So it is composed in Vietnamese, and only where
it is shown does `speaking.spoken` say it otherwise. Knows no Django, as readers of files must not.
"""

from collections.abc import Iterable


class Said(str):
    """A Vietnamese sentence that remembers its pattern and its parts."""

    __slots__ = ("parts", "pattern")
    pattern: str
    parts: dict[str, object]

    def __str__(self) -> str:
        return self  # so that an exception's text remembers too

    def format(self, *_: object, **parts: object) -> "Said":
        """Return the sentence with its parts put in, which it remembers."""
        return said(self.pattern, **parts)


def said(pattern: str, /, **parts: object) -> Said:
    """Return a Vietnamese sentence, its parts put in as str.format does; a pattern without any."""
    sentence = Said(pattern.format(**parts) if parts else pattern)
    sentence.pattern, sentence.parts = pattern, parts
    return sentence


def joined(sentences: Iterable[str], *, by: str = "; ") -> Said:
    """Return what there is of several sentences as one, each remembered."""
    parts = {f"part_{place}": one for place, one in enumerate(filter(None, sentences))}
    return said(by.join(f"{{{name}}}" for name in parts), **parts)

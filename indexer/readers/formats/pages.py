"""Counting pages along a text: the breaks that the program noted when it last set the pages, and those that the author put in.

A break that is noted right behind one that was put in is the same one. A count is believed when noted breaks were seen, or when
it comes to the number of pages that the file states; else the format does not say where its pages end. A program that is asked to
convert a file may set its first pages alone: then no break is noted for dozens of pages at the end, and no count is believed.
"""

from dataclasses import dataclass

_FULLEST = 8000  # letters that a page may hold


@dataclass
class PageCount:
    page: int = 1
    noted: bool = False  # whether the file has noted breaks; then breaks that merely follow from the setting are among them
    first: int | None = None  # the pages of the first and last words since `open`
    last: int | None = None
    _seen_break: bool = False
    _fresh: bool = False  # nothing was printed since the last break
    _letters: int = 0  # printed since the last break
    _longest: int = 0  # printed between two breaks

    def open(self) -> None:
        """A paragraph begins."""
        self.first = self.last = None

    def text(self, letters: int = 1) -> None:
        self._fresh = False
        self._letters += letters
        self.first = self.first or self.page
        self.last = self.page

    def noted_break(self) -> None:
        if not self._fresh:
            self._turn()

    def put_break(self) -> None:
        if not (self._fresh and self.noted):
            self._turn()

    def implied_break(self) -> None:
        """A section or paragraph that is set to start on a new page."""
        if not self.noted and not self._fresh:
            self._turn()

    def pages(self, stated: int | None) -> int | None:
        """How many pages there are, or None when the count cannot be believed; `stated` is what the file says of itself."""
        if self.noted:
            return self.page if self._letters <= max(_FULLEST, 2 * self._longest) else None
        if stated is not None:
            return stated if stated == self.page else None
        return self.page if self._seen_break else None

    def _turn(self) -> None:
        self.page += 1
        self._longest, self._letters = max(self._longest, self._letters), 0
        self._seen_break = self._fresh = True

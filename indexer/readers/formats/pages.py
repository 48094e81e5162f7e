"""Counting pages along a text: the breaks that the program noted when it last set the pages, and those that the author put in.

A break that is noted right behind one that was put in is the same one. A count is believed when noted breaks were seen, or when
it comes to the number of pages that the file states; else the format does not say where its pages end.
"""

from dataclasses import dataclass


@dataclass
class PageCount:
    page: int = 1
    noted: bool = False  # whether the file has noted breaks; then breaks that merely follow from the setting are among them
    first: int | None = None  # the pages of the first and last words since `open`
    last: int | None = None
    _seen_break: bool = False
    _fresh: bool = False  # nothing was printed since the last break

    def open(self) -> None:
        """A paragraph begins."""
        self.first = self.last = None

    def text(self) -> None:
        self._fresh = False
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
            return self.page
        if stated is not None:
            return stated if stated == self.page else None
        return self.page if self._seen_break else None

    def _turn(self) -> None:
        self.page += 1
        self._seen_break = self._fresh = True

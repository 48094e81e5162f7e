"""A plan: how a query is meant, what every answer has to match, and which of its words only tell where."""

import pytest

from language.glossary import glossary
from language.normalise import fold
from language.syllables import syllables
from search.plan import Intent, Manner, Plan, plan
from search.query import parse
from store import matching
from store.matching import All, Either, Everything, Near, Number, Phrase, Prefix, Query, Without, Word

PLACES = ("thị xã Gò Sim", "huyện Gò Sim Thượng", "huyện Đước", "tỉnh Bãi Dâu")


class Archive:
    """An archive that has these words."""

    words = frozenset(
        token.text for token in syllables("Tỷ lệ hộ cận nghèo ở Gò Sim còn 3%. Huyện cấp phép trồng, giữ rừng ven sông.")
    )

    def contains(self, word: str, folded: bool = False) -> bool:
        return word in (set(map(fold, self.words)) if folded else self.words)


def made(query: str, expand: bool = True) -> Plan:
    return plan(parse(query), Archive(), glossary(), expand, PLACES)


@pytest.mark.parametrize(
    "query, intent, manner",
    [
        ("tỷ lệ hộ nghèo", "plain", "vietnamese"),
        ("ty le ho ngheo", "unaccented", "vietnamese"),
        ("poverty rate", "english", "english"),
        ("tỷ lệ hộ nghèo còn bao nhiêu?", "question", "vietnamese"),
        ("UBND huyện cấp giấy phép", "plain", "abbreviated"),
        ("trồng rừng giữ rừng ven sông " * 3, "wording", "vietnamese"),
        ('"hộ nghèo"', "bound", "vietnamese"),
        ("04-NQ/TU", "bound", "vietnamese"),
        ("hộ nghèo -cận", "plain", "vietnamese"),
        ("", "bound", "vietnamese"),
    ],
)
def test_how_a_query_is_meant(query: str, intent: Intent, manner: Manner) -> None:
    found = made(query)
    assert (found.intent, found.manner) == (intent, manner)
    assert found.exact == (intent == "bound")


@pytest.mark.parametrize(
    "query, must",
    [
        ("hộ nghèo", None),
        ("poverty rate", None),
        ('"hộ nghèo"', Phrase(("hộ", "nghèo"))),
        ('"ho ngheo"', Phrase(("ho", "ngheo"), folded=True)),
        ("04-NQ/TU", Number("4-nq-tu")),
        ("trồng rừng 04-NQ/TU", Number("4-nq-tu")),
        ("3,4%", Phrase(("3,4", "%"))),
        ("3,4% Gò Sim", Phrase(("3,4", "%"))),
        ("còn 3,4%", None),
        ("ngh*", Prefix("ngh", folded=True)),
        ("hộ nghèo -cận", Without(Everything(), Phrase(("cận",)))),
        ("hộ AND nghèo", All((All((Word("hộ"),)), All((Word("nghèo"),))))),
        ("rừng OR sông", Either((All((Word("rừng"),)), All((Word("sông"),))))),
        ("hộ NEAR/3 nghèo", Near((Word("hộ"), Word("nghèo")), 3)),
    ],
)
def test_what_every_answer_has_to_match(query: str, must: Query | None) -> None:
    assert made(query).must == must


@pytest.mark.parametrize(
    "query, places, topic",
    [
        ("hộ nghèo Gò Sim", ("thị xã Gò Sim",), "hộ nghèo"),
        ("ho ngheo go sim", ("thị xã Gò Sim",), "ho ngheo"),
        ("hộ nghèo ở thị xã Gò Sim còn", ("thị xã Gò Sim",), "hộ nghèo còn"),
        ("poverty rate in Gò Sim", ("thị xã Gò Sim",), "poverty rate"),
        ("rừng tỉnh Bãi Dâu", ("tỉnh Bãi Dâu",), "rừng"),
        ("rừng Gò Sim Thượng", ("huyện Gò Sim Thượng",), "rừng"),
        # Nothing beside it, other marks, one syllable, and what binds: words like any other.
        ("Gò Sim", (), "Gò Sim"),
        ("rừng Gõ Sim", (), "rừng Gõ Sim"),
        ("rừng Đước", (), "rừng Đước"),
        ('"rừng Gò Sim"', (), "rừng Gò Sim"),
    ],
)
def test_a_place_beside_other_words_tells_where(query: str, places: tuple[str, ...], topic: str) -> None:
    found = made(query)
    assert (found.places, found.topic) == (places, topic)
    if places:
        assert isinstance(found.ranked, matching.Prefer)
        assert found.meaning.split() == topic.split()


def test_without_other_names_only_what_was_typed_is_asked_for() -> None:
    wide, typed = made("UBND huyện"), made("UBND huyện", expand=False)
    assert "ủy ban nhân dân" in wide.meaning.lower()
    assert [each.source for each in wide.expansions] == ["UBND"]
    assert wide.expanded is not None
    assert (typed.meaning, typed.expansions, typed.expanded) == ("UBND huyện", (), None)
    assert typed.ranked == wide.ranked


def test_what_binds_has_no_other_names() -> None:
    assert made('"hộ nghèo"').expanded is None
    assert made("poverty rate").expanded is not None

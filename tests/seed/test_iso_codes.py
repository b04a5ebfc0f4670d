"""The list of ISO codes is that of pycountry."""

from __future__ import annotations

import pycountry
import pytest

from orgdb.seed import iso_codes


def test_the_codes_are_those_of_pycountry() -> None:
    assert {country.alpha_2 for country in pycountry.countries} == iso_codes.ALPHA2
    assert {country.alpha_3 for country in pycountry.countries} == iso_codes.ALPHA3


@pytest.mark.parametrize(
    ("scheme", "code", "known"),
    [
        ("iso2", "PE", True),
        ("iso2", "SU", True),
        ("iso2", "XK", True),
        ("iso2", "PX", False),
        ("iso2", "pe", False),
        ("iso3", "PER", True),
        ("iso3", "DDR", True),
        ("iso3", "PRU", False),
        ("cow", "135", True),
    ],
)
def test_a_code_is_known_or_not(scheme: str, code: str, known: bool) -> None:
    assert iso_codes.is_known(scheme, code) is known

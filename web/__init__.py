"""The site and the JSON API; `python -m web` serves them."""

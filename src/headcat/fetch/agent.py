"""How headcat introduces itself to services, and at which addresses it finds them."""

import os
from ipaddress import ip_address

from headcat import __version__

_SURVEY = "https://arxiv.org/abs/2409.03752"


def user_agent() -> str:
    """Return the User-Agent of every request, with `HEADCAT_MAILTO` as whom to write to."""
    mail = os.environ.get("HEADCAT_MAILTO", "").strip()
    fit = bool(mail) and mail.isascii() and mail.isprintable()
    about = f"{_SURVEY}; mailto:{mail}" if fit else _SURVEY
    return f"headcat/{__version__} (+{about})"


def base(service: str, default: str) -> str:
    """Return the address that a service's paths are put behind, without a slash at its end.

    Args:
        service: its name in `HEADCAT_…_URL`, the variable that moves it.
        default: where it is otherwise.

    """
    return (os.environ.get(f"HEADCAT_{service.upper()}_URL") or default).rstrip("/")


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address is this machine itself, without asking anybody."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

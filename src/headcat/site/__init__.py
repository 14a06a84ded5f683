"""A catalogue as a static web site.

`files` says what it consists of, `publish` brings a folder to that. A page is what it shows: it can be read
without JavaScript, from a server or from disk, and nothing in it asks for anything elsewhere.
"""

from headcat.site.content import Content, Order, content
from headcat.site.folder import Outcome, publish
from headcat.site.pages import files

__all__ = ["Content", "Order", "Outcome", "content", "files", "publish"]

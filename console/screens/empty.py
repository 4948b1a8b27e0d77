"""What an empty list says to whoever looks at it: that it is empty, and, by their posts, what will come here and what to do first."""

from typing import Final

from console.domain.people.people import Post
from console.screens.session import Session

_MANAGERS = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
SPOKEN: Final[dict[str, tuple[Post, ...]]] = {
    "todo": tuple(Post),
    "requests": (Post.DRAFTER,),
    "approvals": (*_MANAGERS, Post.REGISTRAR),
    "contacts": (Post.DRAFTER,),
    "sends": (Post.OPERATOR,),
}
"""Pages that say something of their own to these posts, and something else (`other`) to the rest."""


def first_steps(session: Session, page: str) -> str:
    """The lines of an empty list of `page`, which is one of SPOKEN."""
    held = [post for post, _ in session.me.posts] if session.me is not None else []
    mine = [post for post in SPOKEN[page] if post in held]
    lines = [session.t(f"empty.{page}.{post}") for post in mine]
    if not lines and page != "todo":
        lines = [session.t(f"empty.{page}.other")]
    return "\n".join([session.t(f"empty.{page}.none"), *lines])

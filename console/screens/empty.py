"""The words of an empty list: that it is empty and, by the reader's posts, what will appear here and what to do first."""

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
"""Pages that have words of their own for these posts, and other words (`other`) for all other posts."""


def first_steps(session: Session, page: str) -> str:
    """The lines of an empty list of `page`, which must be in SPOKEN."""
    held = [post for post, _ in session.me.posts] if session.me is not None else []
    mine = [post for post in SPOKEN[page] if post in held]
    lines = [session.t(f"empty.{page}.{post}") for post in mine]
    if not lines and page != "todo":
        lines = [session.t(f"empty.{page}.other")]
    return "\n".join([session.t(f"empty.{page}.none"), *lines])

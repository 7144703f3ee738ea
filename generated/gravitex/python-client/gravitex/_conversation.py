"""Pictures in several turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ._formats import image_format
from ._image import Image
from ._inputs import ImageInput, listed
from ._layout import Turn
from ._responses import ImagesResponse
from ._saving import decoded

R = TypeVar("R")
Send = Callable[[Sequence[Turn], Callable[[ImagesResponse], None]], R]


class Conversation(Generic[R]):
    """Keeps what was said and shown, by both sides, and sends all of it with each turn.

    The arguments that it was begun with, such as ``size``, go along each time.
    """

    def __init__(
        self, send: Send[R], spell: Callable[[Sequence[ImageInput]], list[str]]
    ) -> None:
        self._send = send
        self._spell = spell
        self._turns: list[Turn] = []

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said and shown so far, the oldest first."""
        return tuple(self._turns)

    def send(
        self, prompt: str, *, image: ImageInput | Sequence[ImageInput] | None = None
    ) -> R:
        """Say and show something, and get the answer. A turn that fails is not kept."""
        turn = Turn(prompt, self._spell(listed(image)))

        def keep(response: ImagesResponse) -> None:
            shown = [_shown(image) for image in response.data]
            self._turns += [turn, Turn(None, shown, own=True)]

        return self._send([*self._turns, turn], keep)


def _shown(image: Image) -> str:
    """A picture of the model as the text that stands for it in the next request."""
    if image.b64_json is None:
        return image.url or ""
    if image.b64_json[:5].lower() == "data:":
        return image.b64_json
    kind = image_format(decoded(image.b64_json)) or "png"
    return f"data:image/{kind};base64,{image.b64_json}"

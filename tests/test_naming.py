"""Names: spelled for a language, never two for one thing, wire names untouched."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelpact import naming


@pytest.mark.parametrize(
    ("text", "snake", "pascal", "camel", "kebab"),
    [
        ("gpt-image-2", "gpt_image_2", "GptImage2", "gptImage2", "gpt-image-2"),
        ("gemini-2.5-flash-image", "gemini_2_5_flash_image", "Gemini25FlashImage", "gemini25FlashImage", "gemini-2-5-flash-image"),
        ("doubao-seedream-3-0-t2i-250415", "doubao_seedream_3_0_t2i_250415", "DoubaoSeedream30T2i250415", "doubaoSeedream30T2i250415", "doubao-seedream-3-0-t2i-250415"),
        ("Qwen/Qwen-Image", "qwen_qwen_image", "QwenQwenImage", "qwenQwenImage", "qwen-qwen-image"),
        ("negativePrompt", "negative_prompt", "NegativePrompt", "negativePrompt", "negative-prompt"),
        ("2fa", "n_2fa", "N2fa", "n2fa", "2fa"),
        ("ｃlass", "class", "Class", "class", "class"),
        ("~~", "name", "Name", "name", "name"),
    ],
)  # fmt: skip
def test_spellings(text: str, snake: str, pascal: str, camel: str, kebab: str) -> None:
    found = (naming.snake(text), naming.pascal(text), naming.camel(text), naming.kebab(text))
    assert found == (snake, pascal, camel, kebab)


@pytest.mark.parametrize(
    ("text", "local"), [("class", "class_"), ("self", "self_"), ("type", "type_"), ("size", "size")]
)
def test_what_is_reserved_gets_an_underscore(text: str, local: str) -> None:
    assert naming.local(text) == local


def test_a_long_name_keeps_its_last_words() -> None:
    assert naming.local("sequential_image_generation_options") == "generation_options"


@pytest.mark.parametrize(
    ("text", "module"), [("json", "json_"), ("class", "class_"), ("gpt-image-2", "gpt_image_2")]
)
def test_a_module_hides_no_other(text: str, module: str) -> None:
    assert naming.module(text) == module


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("gpt-image-2", "gpt-image-2"),
        ("openai/gpt-image", "openai-gpt-image"),
        ("a:b", "a-b"),
        ("con", "con_"),
        ("NUL.x", "NUL.x_"),
        ("..", "name"),
        ("trailing ", "trailing"),
        ("-rf", "rf"),
        ("café", "cafe"),
    ],
)
def test_file_names_are_safe_everywhere(text: str, stem: str) -> None:
    assert naming.file_stem(text) == stem


@given(st.text(max_size=40))
def test_every_text_gives_an_identifier(text: str) -> None:
    for spelled in (
        naming.snake(text),
        naming.pascal(text),
        naming.camel(text),
        naming.local(text),
        naming.module(text),
    ):
        assert spelled.isascii() and spelled.isidentifier()
    assert not keyword.iskeyword(naming.local(text)) and not keyword.iskeyword(naming.module(text))
    assert naming.local(text) not in naming.PYTHON_RESERVED


@given(st.text(max_size=40))
def test_every_text_gives_a_file_name(text: str) -> None:
    stem = naming.file_stem(text)
    assert (
        stem and stem.isascii() and not set(stem) & set('/\\:*?"<>| ') and stem.strip(".") == stem
    )


def test_unique_numbers_until_free() -> None:
    assert naming.unique("size", {"size", "size_2"}) == "size_3"
    assert naming.unique("size", set()) == "size"


@pytest.mark.parametrize(
    ("first", "second"), [("seed", "Seed"), ("field", "ﬁeld"), ("K", "\u212a")]
)
def test_names_that_look_the_same_are_the_same(first: str, second: str) -> None:
    assert naming.same(first) == naming.same(second)

"""What each code of a validator means; ``modelpact explain CODE`` prints it."""

from __future__ import annotations

from typing import Final

ISSUE_CODES: Final[dict[str, str]] = {
    "notObject": "The body is not a JSON object. A request is one object with the members of the model.",
    "type": "The value has a type that is not accepted here. true and false are not numbers, a number in quotes is a "
    "text, and null is a value of its own.",
    "required": "A member that must be there is missing. The pointer says where it would stand.",
    "enum": "The value is none of those that are listed. The message names the nearest one, the fix writes it.",
    "minimum": "The number is too small.",
    "maximum": "The number is too large.",
    "exclusiveMinimum": "The number must be greater than the bound; the bound itself is not accepted.",
    "exclusiveMaximum": "The number must be less than the bound; the bound itself is not accepted.",
    "multipleOf": "The number is not a multiple of the step.",
    "minLength": "The text is too short. Lengths count Unicode code points.",
    "maxLength": "The text is too long. Lengths count Unicode code points, not bytes.",
    "pattern": "The text as a whole does not match the pattern.",
    "minItems": "The array has too few items.",
    "maxItems": "The array has too many items. The pointer is that of the first one too many.",
    "dimensions": "The text is not WIDTHxHEIGHT: two whole numbers around the separator, nothing else.",
    "width": "The width is out of bounds, or not a multiple of the step.",
    "height": "The height is out of bounds, or not a multiple of the step.",
    "side": "A side, width or height, is out of bounds, or not a multiple of the step.",
    "longest": "The longer side is out of bounds.",
    "shortest": "The shorter side is out of bounds.",
    "area": "Width times height is out of bounds.",
    "ratio": "Width divided by height is out of bounds.",
    "imageSource": "As an error: the text is no picture. A picture is an http or https URL, or a data URI "
    "`data:image/TYPE;base64,DATA`; bare Base64 only where it is listed. As a warning: this way to give a picture is "
    "accepted, but the documentation does not promise it.",
    "imageFormat": "The picture is of a type that is not accepted.",
    "imageSize": "As an error: the decoded picture is over the limit. As a warning: it lies between so many MB "
    "(1,000,000 bytes) and so many MiB (1,048,576 bytes), and nobody says which of the two is meant.",
    "unknownMember": "The member is not known here. A gateway drops such members in silence, so this is a warning, "
    "with the nearest known name; where the object is closed, and in mode strict, it is an error.",
    "rejected": "The member is documented as one that this model does not take.",
    "tolerated": "The value is outside of what is documented, and accepted nonetheless. The message says why.",
    "advised": "The value is accepted, but outside of the zone that is recommended.",
    "deprecated": "The member or value still works and should not be used in new code.",
    "ignoreCase": "The value is accepted in this spelling; the documentation spells it with other capitals.",
    "numericText": "A number is written as a text. It is accepted; write it without quotes.",
    "integralFloat": "A whole number is written with a fraction, such as 2.0. It is accepted; write 2.",
    "separator": "The size is written with another separator than the documented one. It is accepted.",
    "nearestWord": "The model takes aspect ratios. This size is converted to the nearest one, which is not the same.",
    "forced": "The server behaves in one way whatever is asked here, and something else was asked.",
    "advisory": "The server usually behaves in one way whatever is asked here, and something else was asked.",
    "ignored": "The member is accepted and has no effect.",
    "unverified": "The member is known from elsewhere, but not documented for this model.",
    "otherModel": "The body is for another model than the one that this validator is about.",
    "unknownModel": "No model with this id is known. The lists of a gateway are open, so this is a warning; the "
    "message names the nearest known id.",
    "lifecycle": "The model is deprecated or retired. The message names its replacement, if there is one.",
    "image-count-maximum": "There are more pictures in one message than the model takes. The pointer is that of the "
    "first one too many.",
    "image-count-minimum": "There are fewer pictures in the request than the model needs.",
    "no-image-input": "The model takes no pictures.",
}

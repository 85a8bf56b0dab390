"""Blocks of words: text, a quote, questions, a notice, and the one thing to do next."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link"]
LINE = ["bold", "italic", "link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, *, features: list[str] = PROSE, **kwargs: object) -> None:
        super().__init__(features=features, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Headings, paragraphs, lists and links.")
        template = "blocks/text.html"
        preview_value = (
            "<h2>The long table</h2><p>We cook together on Tuesdays and Sundays. "
            "Whoever is home sits down, guests included.</p>"
        )


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(max_length=400)
    who = blocks.CharBlock(required=False, max_length=80, help_text=_("Only people who agreed to be named."))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Something somebody said, and who.")
        template = "blocks/quote.html"
        preview_value = {"text": "I came for a week and left after the tomatoes.", "who": "A guest in spring"}


class CallToActionValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Address of the page chosen, or the address typed."""
        page = self.get("page")
        return page.url if page else self.get("address") or ""


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(required=False, max_length=240)
    label = blocks.CharBlock(max_length=40, help_text=_("Say what happens: “See the rooms”."))
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False, max_length=200, help_text=_("Only where no page is chosen: https://… or /stay/")
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            error = ValidationError(_("Choose a page or type an address, one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        if cleaned["address"] and not cleaned["address"].startswith(("https://", "mailto:", "/", "#")):
            error = ValidationError(_("Begin with https://, mailto: or a slash."))
            raise blocks.StructBlockValidationError(block_errors={"address": error})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Call to action")
        description = _("One thing to do next, as a button.")
        template = "blocks/call_to_action.html"
        value_class = CallToActionValue
        preview_value = {
            "heading": "Stay a while",
            "text": "Tell us when you would like to come.",
            "label": "See free rooms",
            "page": None,
            "address": "/stay/",
        }


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=140)
    answer = blocks.RichTextBlock(features=[*LINE, "ol", "ul"])


class FaqBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=80)
    questions = blocks.ListBlock(QuestionBlock(), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions that open when they are chosen.")
        template = "blocks/faq.html"
        preview_value = {
            "heading": "Good to know",
            "questions": [
                {
                    "question": "Can I bring a bike?",
                    "answer": "<p>Yes, there is room for six in the hall.</p>",
                },
                {"question": "Is there a desk?", "answer": "<p>In every room, and a big one downstairs.</p>"},
            ],
        }


class NoticeBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        choices=[("note", _("Good to know")), ("attention", _("Needs attention"))], default="note"
    )
    text = blocks.RichTextBlock(features=LINE)

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        description = _("A short remark set apart from the text.")
        template = "blocks/notice.html"
        preview_value = {"tone": "note", "text": "<p>The lift is being mended until Fri 12 March.</p>"}

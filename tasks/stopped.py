"""What is answered where someone else was faster: words, what was typed, and the way back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from resolutions.drafting import Refused
from resolutions.workflow import Overtaken

View = Callable[..., HttpResponse]
_TYPED = ("title", "reason", "words", "deliverable", "authority", "due_words")


def stopped(back: Callable[..., str]) -> Callable[[View], View]:
    """Answer 409 with what was typed where the verb was overtaken, and any other refusal in words on the page before.

    `back` gets what the address of the view names, and returns the address to go back to.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                return view(request, **named)
            except Overtaken as overtaken:
                typed = [request.POST.get(name, "") for name in _TYPED]
                context = {"why": overtaken, "typed": [text for text in typed if text.strip()], "back": back(**named)}
                return render(request, "tasks/stopped.html", context, status=409)
            except Refused as refused:
                messages.error(request, str(refused))
                return redirect(back(**named))

        return answer

    return decorate

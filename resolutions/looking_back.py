"""The pages of the history."""

from django.http import HttpRequest, HttpResponse


def history(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


compare = restore = section_history = paragraph_history = history

"""What each person is to do next with a month, by its state and their position."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesat.organization.models import Committee, User
from resolutions import policy, workflow
from resolutions.models import Comment, Resolution, Status
from resolutions.policy import Action
from resolutions.workflow import Obstacle


@dataclass(frozen=True)
class NextAct:
    """The one thing to do next; with `is_post` its button makes the move at once, else it leads to a page."""

    title: str
    why: str
    button: str = ""
    url: str = ""
    is_post: bool = False


@dataclass(frozen=True)
class HandOver:
    """What handing the draft over for appraisal still waits for; nothing means that its button may be pressed."""

    url: str
    missing: tuple[Obstacle, ...]


def hand_over(resolution: Resolution, user: User, on: date) -> HandOver | None:
    """Return what the panel of the month says of handing over, or None where the person has nothing to do with it."""
    if policy.refusal(Action.HAND_OVER, user, on=on, resolution=resolution):
        return None
    missing = tuple(workflow.in_the_way(Action.HAND_OVER, resolution))
    return HandOver(_address("hand_over", resolution), missing)


def next_act(resolution: Resolution, user: User, on: date, given: HandOver | None = None) -> NextAct | None:
    """Return what the person does next with a month, or None where it is issued or its sections are to be written.

    `given` is what `hand_over` has returned.
    """
    if resolution.status in {Status.COLLECTING, Status.DRAFTING, Status.RETURNED}:
        return _in_writing(resolution, user, on, given)
    by_state = {
        Status.AMENDING: _while_amending,
        Status.APPRAISAL: _in_appraisal,
        Status.WITH_PERMANENT: _with_permanent,
        Status.IN_REVIEW: _in_review,
        Status.APPROVED: _when_approved,
        Status.AWAITING_SIGNATURE: _for_signature,
        Status.SIGNED: _when_signed,
    }
    find = by_state.get(Status(resolution.status))
    return find(resolution, user, on) if find else None


def _may(action: Action, resolution: Resolution, user: User, on: date) -> bool:
    return not policy.refusal(action, user, on=on, resolution=resolution)


def _address(name: str, resolution: Resolution) -> str:
    return reverse(f"resolutions:{name}", args=[resolution.period])


def _in_writing(resolution: Resolution, user: User, on: date, given: HandOver | None) -> NextAct | None:
    if _may(Action.OPEN_DRAFTING, resolution, user, on):
        why = _("Part I is open for last month's results. Once they are in, part II is drafted.")
        return NextAct(
            _("begin drafting"), why, _("Begin drafting"), _address("open_drafting", resolution), is_post=True
        )
    if given:
        left = 0
        if resolution.status == Status.RETURNED:
            left = Comment.objects.filter(draft__resolution=resolution).unanswered().count()
        if left:
            words = ngettext("%(count)d comment waits for an answer.", "%(count)d comments wait for an answer.", left)
            title = _("answer the members' comments")
            return NextAct(title, words % {"count": left}, _("Answer the comments"), _address("answers", resolution))
        if not given.missing:
            why = _("Every section is said to be done. The head of the office then looks the draft over.")
            button = _("Hand the draft over for appraisal")
            return NextAct(_("hand the draft over for appraisal"), why, button, given.url, is_post=True)
        return None
    if _may(Action.WRITE, resolution, user, on):
        return None
    return NextAct(_("wait for the office"), _("The office is writing; the draft is sent to you when it is ready."))


def _in_appraisal(resolution: Resolution, user: User, on: date) -> NextAct:
    if _may(Action.SUBMIT, resolution, user, on):
        why = _("Read it through as it is printed. Then send it, with a deadline for opinions, or give it back.")
        return NextAct(
            _("appraise the draft and send it to the Standing Committee"),
            why,
            _("Check before sending"),
            _address("submit", resolution),
        )
    return NextAct(_("wait for the appraisal"), _("The head of the office looks the draft over before it is sent."))


def _with_permanent(resolution: Resolution, user: User, on: date) -> NextAct:
    if _may(Action.SUBMIT, resolution, user, on) or not _may(Action.STEP_BACK, resolution, user, on):
        return _in_appraisal(resolution, user, on)
    why = _("Give it back with the reason if something is to be changed; else the head of the office sends it on.")
    title = _("read the draft before it goes to the Standing Committee")
    return NextAct(title, why, _("Read the draft"), _address("detail", resolution))


def _in_review(resolution: Resolution, user: User, on: date) -> NextAct:
    draft = resolution.drafts.order_by("-number")[0]
    until = {"until": date_format(timezone.localtime(draft.deadline), "H:i d/m/Y")}
    decision = resolution.decisions.standing().first()
    if decision and not decision.confirmed_at and _may(Action.CONFIRM_DECISION, resolution, user, on):
        why = _("The head of the office has recorded it. Your confirmation makes it stand.")
        return NextAct(_("confirm the decision"), why, _("Look at the decision"), _address("approval", resolution))
    is_asked = draft.asked.filter(user=user, is_member=True).exists()
    if is_asked and draft.is_open(timezone.now()) and not draft.opinions.filter(user=user).exists():
        why = _("Opinions are asked for until %(until)s.") % until
        return NextAct(_("give your opinion"), why, _("Read the draft"), _address("review", resolution))
    if _may(Action.RECORD_DECISION, resolution, user, on):
        why = _("Opinions come in until %(until)s. Then the decision is recorded, or the draft is returned.") % until
        return NextAct(_("follow the opinions"), why, _("Look at the opinions"), _address("approval", resolution))
    why = _("Opinions come in until %(until)s.") % until
    return NextAct(_("wait for the decision"), why, _("Read the draft"), _address("review", resolution))


def _while_amending(resolution: Resolution, user: User, on: date) -> NextAct | None:
    decision = resolution.decisions.standing().first()
    if decision and decision.certified_at and _may(Action.CONFIRM_TEXT, resolution, user, on):
        why = _("You see word by word what differs from the text that was voted on.")
        return NextAct(
            _("confirm the amended text"), why, _("Look at the amendments"), _address("approval", resolution)
        )
    if _may(Action.WRITE, resolution, user, on):
        why = _(
            "Make the amendments that were decided, and nothing else. Then the head of the office certifies the text."
        )
        return NextAct(_("make the amendments"), why, _("Look at the amendments"), _address("approval", resolution))
    return NextAct(_("wait for the office"), _("The office makes the amendments that were decided."))


def _when_approved(resolution: Resolution, user: User, on: date) -> NextAct:
    if _may(Action.PREPARE, resolution, user, on):
        why = _("The text is locked. Make the copy that will be signed.")
        return NextAct(
            _("prepare the copy to be signed"), why, _("Prepare the signature"), _address("approval", resolution)
        )
    return NextAct(_("wait for the copy to be signed"), _("The office prepares it."))


def _for_signature(resolution: Resolution, user: User, on: date) -> NextAct:
    url = _address("approval", resolution)
    if _may(Action.SIGN, resolution, user, on):
        return NextAct(_("sign"), _("The copy to be signed is ready."), _("Read and sign"), url)
    if _may(Action.UPLOAD_SIGNED, resolution, user, on):
        why = _("When it is signed on paper or with another program, the file is uploaded here.")
        return NextAct(_("have it signed"), why, _("Open the copy to be signed"), url)
    return NextAct(_("wait for the signature"), _("The copy to be signed is ready."))


def _when_signed(resolution: Resolution, user: User, on: date) -> NextAct:
    if _may(Action.ISSUE, resolution, user, on):
        why = _("It is signed. Number and day are given, and it goes to its recipients.")
        return NextAct(_("issue the resolution"), why, _("Number and issue"), _address("approval", resolution))
    return NextAct(_("wait for the issue"), _("It is signed; the clerk numbers and issues it."))


def shows_permanent_step() -> bool:
    """Tell whether the committee's permanent members see a draft first."""
    return Committee.current().asks_permanent_members

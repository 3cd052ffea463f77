"""The pages of accounts: come in, go out, change it, see what is kept, take it away, delete it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from mlfym.accounts import identity, services
from mlfym.accounts.forms import (
    ChangeEmailForm,
    ChangePasswordForm,
    DeleteAccountForm,
    ForgetGuestForm,
    LanguageForm,
    SignInForm,
    SignUpForm,
)
from mlfym.accounts.holdings import all_holdings
from mlfym.accounts.models import GUEST_IDLE, User

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@never_cache
@sensitive_post_parameters("password1", "password2")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account; what the guest did becomes its own."""
    if request.user.is_authenticated:
        return redirect("accounts:account")
    form = SignUpForm(_posted(request), request=request)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                user = form.save()
                _enter(request, user)
        except IntegrityError:
            # Two browsers, or two clicks, asked for one name at the same moment.
            form.add_error("username", _("Someone has just taken that name."))
        else:
            messages.success(request, _("Welcome, %(name)s.") % {"name": user.username})
            return _go_on(request)
    return _form_page(request, "accounts/sign_up.html", form)


@require_form
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let someone in; what they did as a guest joins their account."""
    form = SignInForm(request, data=_posted(request))
    if request.method == "POST" and form.is_valid():
        _enter(request, form.get_user())
        return _go_on(request)
    return _form_page(request, "accounts/sign_in.html", form)


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Let someone out; the browser is nobody's from here on."""
    logout(request)
    identity.remember(request, None)
    messages.success(request, _("You are signed out. See you soon."))
    return redirect("home")


@require_POST
@never_cache
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of an account, this one included."""
    services.sessions_end(user=_user(request))
    logout(request)
    identity.remember(request, None)
    messages.success(request, _("You are signed out in every browser."))
    return redirect("home")


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show what is kept for an account or for a guest, and what can be changed."""
    user = _user(request) if request.user.is_authenticated else None
    form = LanguageForm(initial={"language": user.language}) if user else None
    return _account_page(request, form)


@require_POST
@never_cache
@login_required
def language(request: HttpRequest) -> HttpResponse:
    """Keep an account's language; from here on it counts in this browser too."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _account_page(request, form, status=422)
    user, code = _user(request), form.cleaned_data["language"]
    User.objects.filter(pk=user.pk).update(language=code)
    with translation.override(code or translation.get_language()):
        messages.success(request, _("Your language is kept with your account."))
    response = redirect("accounts:account")
    # A switch of before would be in the way of what was chosen just now.
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_COOKIE_PATH)
    return response


def _account_page(
    request: HttpRequest, form: LanguageForm | None, status: int = 200
) -> HttpResponse:
    listener = identity.find(request)
    kept = [
        (holding.label, holding.rows(listener).count() if listener else 0)
        for holding in all_holdings()
    ]
    context = {"kept": kept, "owner": listener, "idle_days": GUEST_IDLE.days, "form": form}
    return render(request, "accounts/account.html", context, status=status)


@require_form
@never_cache
@login_required
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; other browsers are signed out by it."""
    form = ChangePasswordForm(_user(request), _posted(request))
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Your password is changed."))
        return redirect("accounts:account")
    return _form_page(request, "accounts/password.html", form)


@require_form
@never_cache
@login_required
@sensitive_post_parameters("password")
def email(request: HttpRequest) -> HttpResponse:
    """Change or take away the email address, confirmed by the password."""
    user = _user(request)
    form = ChangeEmailForm(_posted(request), user=user, initial={"email": user.email})
    if request.method == "POST" and form.is_valid():
        user.email = form.cleaned_data["email"]
        user.save(update_fields=["email"])
        kept = _("Your email address is changed."), _("Your email address is taken away.")
        messages.success(request, kept[0] if user.email else kept[1])
        return redirect("accounts:account")
    return _form_page(request, "accounts/email.html", form)


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Hand over everything that is kept, as a JSON file."""
    user = _user(request) if request.user.is_authenticated else None
    data = services.listener_export(user=user, listener=identity.find(request))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"mlfym-{timezone.localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_form
@never_cache
@sensitive_post_parameters("password")
def delete(request: HttpRequest) -> HttpResponse:
    """Delete an account (by its password) or a guest (by a tick), and let the browser go."""
    user = _user(request) if request.user.is_authenticated else None
    data = _posted(request)
    form = DeleteAccountForm(data, user=user) if user else ForgetGuestForm(data)
    if request.method == "POST" and form.is_valid():
        services.listener_forget(user=user, listener=identity.find(request))
        logout(request)
        identity.remember(request, None)
        messages.success(request, _("Everything that we kept about you is deleted."))
        return redirect("home")
    return _form_page(request, "accounts/delete.html", form)


def _enter(request: HttpRequest, user: User) -> None:
    """Sign in under a new session key, and bring the guest's history along."""
    guest = identity.guest_of(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    identity.remember(request, services.guest_join(guest=guest, user=user))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("this needs someone who is signed in")
    return request.user


def _wish(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _go_on(request: HttpRequest) -> HttpResponse:
    """Lead on after coming in: to ``next`` if it is on this site, else home."""
    wish = _wish(request)
    safe = url_has_allowed_host_and_scheme(
        wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if safe and wish.startswith(resolve_url("admin:index")) and "HX-Request" in request.headers:
        # The admin has no #main that htmx could swap in: the browser has to go there itself.
        return HttpResponseClientRedirect(wish)
    return HttpResponseRedirect(wish if safe else resolve_url("home"))


def _form_page(request: HttpRequest, template: str, form: object) -> HttpResponse:
    """Show a form: 200 at first, 422 with its errors, 429 to someone who tries too often."""
    errors = form.errors.as_data() if request.method == "POST" else {}  # type: ignore[attr-defined]
    codes = {error.code for group in errors.values() for error in group}
    status = 429 if "throttled" in codes else 422 if errors else 200
    return render(request, template, {"form": form, "next": _wish(request)}, status=status)

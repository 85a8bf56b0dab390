"""One door for everybody: of allauth's addresses only these exist."""

from allauth.account import views as allauth_views
from django.urls import path

from members.views.account import OwnPhoto, Profile, SignInWithPassword
from members.views.code import EnterCode, SignIn
from members.views.leaving import data, data_file, erase_own

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("login/code/", EnterCode.as_view(), name="account_confirm_login_code"),
    path("password/", SignInWithPassword.as_view(), name="account_password"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("closed/", allauth_views.account_inactive, name="account_inactive"),
    path("profile/", Profile.as_view(), name="profile"),
    path("profile/photo/", OwnPhoto.as_view(), name="own_photo"),
    path("data/", data, name="own_data"),
    path("data/file/", data_file, name="own_data_file"),
    path("erase/", erase_own, name="erase_own"),
    # The name by which allauth knows the first of these.
    path("login/", SignIn.as_view(), name="account_request_login_code"),
]

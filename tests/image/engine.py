"""Builds the image with Debian's buildah where there is no Docker engine: no daemon, no BuildKit."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "modernomad"
SUITE = "trixie"
NEEDED = {"buildah": "buildah", "debootstrap": "debootstrap", "unshare": "util-linux"}
DAYS_A_BASE_IS_KEPT = 30
# Settings of pip that name files here.
OF_THIS_MACHINE = ["cert", "client-cert", "constraint", "extra-index-url", "find-links"]
# What the official slim images leave out as well.
NOT_IN_SLIM = ["usr/share/doc", "usr/share/info", "usr/share/locale", "usr/share/man", "var/lib/apt/lists"]


class CannotBuild(Exception):
    """Why there is no image; the message says what to do."""


def need_tools() -> None:
    """Install what is missing, as root on Debian."""
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if os.geteuid() != 0:
        raise CannotBuild("make image-test makes a system of its own and needs root for that: try sudo.")
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise CannotBuild(f"make image-test needs {', '.join(missing)}: Debian's packages of those names.")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def refuse_taken(*ports: int) -> None:
    """What is there already would answer in place of what is tried."""
    for port in ports:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError as error:
                raise CannotBuild(f"Port {port} is taken, which make image-test needs.") from error


class Engine:
    """One build with all its storage in a folder that goes with it: `with Engine() as engine: ...`."""

    base = "localhost/base:image-test"
    image = "localhost/modernomad:image-test"
    sidecar = "localhost/modernomad-backup:image-test"

    def __enter__(self) -> "Engine":
        self.folder = Path(tempfile.mkdtemp(prefix="image-test-", dir=CACHE))
        self._command = ["buildah", "--storage-driver", "vfs", "--root", str(self.folder / "storage")]
        self._command += ["--runroot", str(self.folder / "run")]
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(subprocess.CalledProcessError):
            self.buildah("umount", "--all")
            self.buildah("rm", "--all")
        shutil.rmtree(self.folder, ignore_errors=True)

    def buildah(self, *arguments: str, quiet: bool = True) -> str:
        command = [*self._command, *arguments]
        environment = os.environ | {"BUILDAH_ISOLATION": "chroot", "TMPDIR": str(self.folder)}
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if quiet else None,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.stderr.write(f"{done.stdout}{done.stderr or ''}")
            raise subprocess.CalledProcessError(done.returncode, command)
        return done.stdout.strip()

    def import_base(self, archive: Path) -> None:
        container = self.buildah("from", "scratch")
        self.buildah("add", "--quiet", container, str(archive), "/")
        self.buildah("commit", "--quiet", "--rm", container, self.base)

    def build(self) -> None:
        self._build(self.image, ".", *(word for mount in self._pip_mounts() for word in ("--volume", mount)))

    def build_sidecar(self, **arguments: str) -> None:
        """The image of backup/, by these build arguments."""
        given = [word for name, value in arguments.items() for word in ("--build-arg", f"{name}={value}")]
        self._build(self.sidecar, "backup", *given)

    def _build(self, name: str, folder: str, *more: str) -> None:
        own = ["--pull-never", "--format", "docker", "--tag", name, "--build-arg", f"BASE={self.base}"]
        self.buildah("build", *own, *more, folder)

    def config(self) -> dict:
        """The image's configuration as Docker would read it: Env, Cmd, User, WorkingDir."""
        return json.loads(self.buildah("inspect", "--type", "image", self.image))["Docker"]["config"]

    def megabytes(self, name: str = image) -> int:
        """What an image's layers hold, counted as Docker counts them."""
        sizes = json.loads(self.buildah("images", "--json", name))
        number, unit = sizes[0]["size"].split()
        return round(float(number) * {"KB": 0.001, "MB": 1, "GB": 1000}[unit])

    def mount(self, name: str = image) -> None:
        """Make a container of an image; `root` is its folder."""
        self.container = self.buildah("from", "--pull-never", name)
        self.root = Path(self.buildah("mount", self.container))

    def run(self, command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """The shell command in the container, as the image's own user, to its end."""
        given = [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
        words = [
            *self._command,
            "run",
            "--isolation",
            "chroot",
            *given,
            self.container,
            "/bin/sh",
            "-c",
            command,
        ]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    def _pip_mounts(self) -> list[str]:
        """How pip is set up here (index, certificate, folders of wheels), lent to the build and not kept."""
        listed = subprocess.run(
            [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
        )
        settings = {
            name.rsplit(".", 1)[-1]: value.strip("'\"")
            for name, _, value in (line.partition("=") for line in listed.stdout.splitlines())
        }
        mounts = []
        for name in OF_THIS_MACHINE:
            path = settings.pop(name, "")
            if path and Path(path).exists():
                settings[name] = f"/mnt/{name}"
                mounts.append(f"{path}:/mnt/{name}:ro")
        written = self.folder / "pip.conf"
        written.write_text("[global]\n" + "".join(f"{name} = {value}\n" for name, value in settings.items()))
        return [f"{written}:/etc/pip.conf:ro", *mounts]


def base_archive() -> Path:
    """A Debian with Python alone, like the official slim image; made once a month."""
    archive = CACHE / f"base-{SUITE}.tar"
    CACHE.mkdir(parents=True, exist_ok=True)
    if archive.exists() and time.time() - archive.stat().st_mtime < DAYS_A_BASE_IS_KEPT * 86_400:
        return archive
    with tempfile.TemporaryDirectory(prefix="debootstrap-", dir=CACHE) as folder:
        system = Path(folder) / "system"
        packages = "--include=ca-certificates,python3,python3-venv"
        done = subprocess.run(
            ["debootstrap", "--variant=minbase", packages, SUITE, str(system)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotBuild(f"debootstrap made no {SUITE}:\n{done.stdout[-2000:]}{done.stderr}")
        for path in NOT_IN_SLIM:
            shutil.rmtree(system / path, ignore_errors=True)
        for package in (system / "var/cache/apt/archives").glob("*.deb"):
            package.unlink()
        written = archive.with_suffix(".new")
        with tarfile.open(written, "w") as tar:
            tar.add(system, ".")
        written.rename(archive)
    return archive
